// SPDX-License-Identifier: GPL-3.0-or-later
#include <mysql/mysql.h> // expect: library-header
