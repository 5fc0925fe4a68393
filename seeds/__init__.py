"""What a new desk starts with: claims, outlets, feeds and an archive to replay."""
