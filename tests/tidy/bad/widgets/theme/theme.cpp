// SPDX-License-Identifier: GPL-3.0-or-later
const char *ink = "#101418";
auto red = qRgb(200, 0, 0);
void f() { font.setPixelSize(11); }
