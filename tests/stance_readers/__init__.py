"""Tests of the readers that stand behind the stance port beside the embedded one."""
