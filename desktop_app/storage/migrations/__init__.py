"""The steps from one format of the register to the next."""

REVISION = 1
"""The register format that this program writes; the number of the last migration."""
