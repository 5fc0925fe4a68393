"""Tests of the hands, over real sockets."""
