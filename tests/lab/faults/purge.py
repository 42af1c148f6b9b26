#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Empties one queue of the lab: purge.py QUEUE."""
import os
import sys

import pika

access = pika.PlainCredentials("shop", os.environ["PASSWORD"])
connection = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", int(os.environ["RABBIT_PORT"]), credentials=access))
connection.channel().queue_purge(sys.argv[1])
connection.close()
