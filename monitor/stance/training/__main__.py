"""Command line of the training: train, export, mix, evaluate (`--help` tells each)."""

# ruff: noqa: PLC0415 (torch, onnx or neither: each command imports what it needs)

from __future__ import annotations

import logging
from pathlib import Path

import click

DATA = click.option(
    "--data", type=click.Path(path_type=Path), default="../shared/data", show_default=True
)
WORK = click.option(
    "--work", type=click.Path(path_type=Path), default="build/stance", show_default=True
)
SEED = click.option("--seed", default=1, show_default=True)


@click.group()
def main() -> None:
    """Train, export and measure the embedded stance model."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


@main.command()
@DATA
@WORK
@SEED
@click.option(
    "--start",
    type=click.Choice(["encoder", "shipped"]),
    default="encoder",
    show_default=True,
    help="The packaged encoder and all stages, or the fourth weights and the newest stages.",
)
@click.option("--weights", type=click.Path(path_type=Path), default=None, help="For `shipped`.")
@click.option(
    "--told",
    type=click.Path(path_type=Path),
    multiple=True,
    default=["tests/gates/blind", "tests/gates/sealed", "tests/gates/fresh"],
    show_default=True,
    help="Folder of reports with their answers; may be given more than once.",
)
def train(
    *,
    data: Path,
    work: Path,
    seed: int,
    start: str,
    weights: Path | None,
    told: tuple[Path, ...],
) -> None:
    """Train in stages; run again to resume after a stop."""
    import torch

    from monitor.stance.encoding import Encoder
    from monitor.stance.model import WEIGHTS
    from monitor.stance.training.curriculum import newest_stages, stages
    from monitor.stance.training.network import encoder_path
    from monitor.stance.training.shipped import restore
    from monitor.stance.training.trainer import Trainer

    torch.set_num_threads(1)  # the trainer has workers of its own
    work.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(work, Encoder(encoder_path() / "tokenizer.json"), seed)
    if start == "shipped":
        restore(trainer.network, (weights or WEIGHTS) / "model.onnx")
    for stage in (newest_stages if start == "shipped" else stages)(data, told, seed):
        trainer.run(stage)


@main.command()
@DATA
@WORK
@SEED
@click.option("--name", default="onrecord-minilm-5", show_default=True)
@click.option("--checkpoint", default="running n.pt", show_default=True)
@click.option("--to", type=click.Path(path_type=Path), default=None, help="Default: the package.")
def export(
    *, data: Path, work: Path, seed: int, name: str, checkpoint: str, to: Path | None
) -> None:
    """Quantise the trained network, write it where it is served from, and calibrate it."""
    from monitor.stance.model import WEIGHTS
    from monitor.stance.training.calibrate import calibrate
    from monitor.stance.training.export import export as write
    from monitor.stance.training.export import load_network

    folder = to or WEIGHTS
    write(load_network(work / checkpoint), folder, work / "export")
    click.echo(calibrate(folder, name, data, seed))


@main.command()
@click.option("--name", default="mixture-3", show_default=True)
@click.option("--weights", type=click.Path(path_type=Path), default=None)
@click.option(
    "--told",
    type=click.Path(path_type=Path),
    multiple=True,
    default=["tests/gates/vault"],
    show_default=True,
    help="Folder of reports with their answers; may be given more than once.",
)
def mix(name: str, weights: Path | None, told: tuple[Path, ...]) -> None:
    """Fit the mixture of rules and model on what was held out, and write it to the weights."""
    from monitor.stance.mixture import save_mixture
    from monitor.stance.model import WEIGHTS, EmbeddedModel
    from monitor.stance.training.desk_stories import reports
    from monitor.stance.training.mix import FITTED_FILES, Answered, fitted
    from monitor.stance.training.told_reports import told_reports

    folder = weights or WEIGHTS
    held: list[Answered] = [
        *reports(held=True, files=FITTED_FILES),
        *(report for at in told for report in told_reports(at)),
    ]
    mixture, figures = fitted(name, EmbeddedModel(folder), held)
    save_mixture(mixture, folder / "mixture.json")
    click.echo(figures)


@main.command()
@DATA
@SEED
@click.option("--most", default=0, help="Reports of FNC-1 to measure, 0 for all.")
@click.option("--weights", type=click.Path(path_type=Path), default=None)
def evaluate(data: Path, seed: int, most: int, weights: Path | None) -> None:
    """Print the figures on held-out data, this model's beside the rule-based one's."""
    from monitor.stance.model import WEIGHTS
    from monitor.stance.training.evaluate import figures

    click.echo("| measured | rows | embedded | lexical |\n|---|---|---|---|")
    for f in figures(data, seed, most, weights or WEIGHTS):
        click.echo(f"| {f.measured} | {f.rows} | {f.embedded:.3f} | {f.lexical:.3f} |")


if __name__ == "__main__":
    main()
