// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectors/base/guard.h"
#include "connectors/redis/source.h" // expect: include-direction
#include "models/store/platform.h"   // expect: include-direction
#include <boost/any.hpp>             // expect: unknown-header
#include <mysql/mysql.h>
#include <sys/socket.h>
