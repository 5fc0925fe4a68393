"""The whole service as a newsroom would try it: real daemon, HTTP, mail and webhooks."""
