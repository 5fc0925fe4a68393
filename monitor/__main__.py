"""Makes `python -m monitor` the `onrecord` command."""

from monitor.service.cli import main

if __name__ == "__main__":
    main(prog_name="onrecord")
