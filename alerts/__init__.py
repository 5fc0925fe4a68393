"""The hand that tells: routing, rendering and channels."""
