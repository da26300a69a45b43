"""Tests of `aiochatwoot.webhooks`."""
