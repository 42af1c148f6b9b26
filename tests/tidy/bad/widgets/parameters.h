// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#define PAINT(a, b, c, d, e) paint(a, b, c, d, e)
class Panel : public QWidget
{
public:
    Panel(int a, int b, int c, int d, QWidget *parent); // expect: parameters
    Panel(int a, QWidget *parent) : QWidget(parent), m_a(a, 1, 2, 3, 4) { f(1, 2, 3, 4, 5, true); }
    void show(int a, bool animated);                    // expect: bool-parameter
    void setLive(bool live);
    void setVisible(bool visible) override;
    bool isLive(int a) const { return a > (1 + 2); }
    std::map<int, int> all(std::map<int, int> a, int b, int c, int d);
    std::function<void(bool)> m_done;
    static int five(int a, std::pair<int, int> b, int c, // expect: parameters
                    int d = f(1, 2), int e = 0);
};
