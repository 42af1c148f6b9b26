// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/datastate.h"
#include "widgets/paintedwidget.h"

#include <QTimer>

class QPushButton;

namespace surgedeck {

/// What stands in a panel in place of its content: coming soon, not reachable, not allowed, or truly nothing; the
/// cause, what happens next, and at most one button that leads on.
class PanelMessage : public PaintedWidget
{
    Q_OBJECT
public:
    explicit PanelMessage(QWidget *parent = nullptr);

    void setState(const DataState &state);

    QString spokenName() const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, 0}; }

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void themeChanged() override { placeButton(); }

private:
    void placeButton();
    bool isBeside() const;
    int buttonRoom() const;
    double wordsWidth() const;
    QString detail() const;
    QStringList detailLines() const;
    QRectF textBlock() const;
    void paintLoading(QPainter &painter) const;
    void paintSkeleton(QPainter &painter) const;
    void paintHeadline(QPainter &painter, const QRectF &line) const;

    DataState m_state;
    QTimer m_firstWait; ///< a wait that is over at once must not flash
    QPushButton *m_button;
};

} // namespace surgedeck
