"""The archive beyond its contracts: files, migrations, crashes, codec."""
