"""The hand that weighs: stance models behind one port."""
