// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/mysql/source.h"
#include "connectors/redis/source.h"
#include <curl/curl.h> // expect: library-header
