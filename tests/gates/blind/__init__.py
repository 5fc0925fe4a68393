"""A blind set: invented reports written by somebody who had not seen the reader."""
