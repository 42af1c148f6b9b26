// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/panelmessage.h"

#include "widgets/frame.h"
#include "widgets/textpaint.h"
#include "widgets/theme/statusshape.h"
#include "widgets/theme/symbol.h"
#include "widgets/theme/theme.h"

#include <QPainter>
#include <QPushButton>

#include <array>

namespace surgedeck {

namespace {

using Kind = DataState::Kind;

constexpr int skeletonRows = 3;
constexpr int mostDetailLines = 4;

Ink headlineInk(Kind kind)
{
    return kind == Kind::Disconnected || kind == Kind::Full ? &Colours::stale : &Colours::text2;
}

bool hasIcon(Kind kind)
{
    return kind == Kind::Disconnected || kind == Kind::Full || kind == Kind::Denied;
}

} // namespace

PanelMessage::PanelMessage(QWidget *parent)
    : PaintedWidget(parent)
    , m_button(new QPushButton(this))
{
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &PanelMessage::actionTriggered);
    m_firstWait.setSingleShot(true);
    m_firstWait.setInterval(300);
    connect(&m_firstWait, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    m_firstWait.start();
}

void PanelMessage::setState(const DataState &state)
{
    if (state == m_state)
        return;
    if (state.kind == Kind::Loading && m_state.kind != Kind::Loading)
        m_firstWait.start();
    m_state = state;
    m_button->setText(boundedLine(state.action));
    m_button->setAccessibleName(m_button->text());
    m_button->setVisible(!state.action.isEmpty());
    m_button->setAccessibleDescription(boundedLine(state.detail));
    setFocusProxy(state.action.isEmpty() ? nullptr : m_button);
    setFocusPolicy(Qt::TabFocus);
    placeButton();
    update();
}

QString PanelMessage::spokenName() const
{
    if (m_state.kind == Kind::Loading && m_state.message.isEmpty())
        return tr("waiting for data");
    return detail().isEmpty() ? m_state.message : tr("%1. %2").arg(m_state.message, detail());
}

QString PanelMessage::detail() const
{
    const bool both = !m_state.detail.isEmpty() && !m_state.retry.isEmpty();
    return both ? tr("%1 · %2").arg(m_state.detail, m_state.retry) : m_state.detail + m_state.retry;
}

QSize PanelMessage::sizeHint() const
{
    return {theme::scaled(size::tileMinimumWidth), 3 * theme::line(Text::Body) + 2 * size::padding};
}

/// Where the room is too low for a button below the words, it stands beside them.
bool PanelMessage::isBeside() const
{
    return !m_button->isHidden() && height() < theme::line(Text::Body) + size::inner + theme::line(Text::Small) +
                                                   size::padding + m_button->sizeHint().height();
}

int PanelMessage::buttonRoom() const
{
    return m_button->isHidden() || isBeside() ? 0 : m_button->sizeHint().height() + size::padding;
}

double PanelMessage::wordsWidth() const
{
    const int beside = isBeside() ? m_button->sizeHint().width() + size::gap : 0;
    return std::max(0, width() - 2 * size::padding - beside);
}

/// A cause is read whole: it takes the lines that it needs, as far as they fit.
QStringList PanelMessage::detailLines() const
{
    if (detail().isEmpty())
        return {};
    const int room = height() - buttonRoom() - theme::line(Text::Body) - size::inner;
    const int most = std::clamp(room / theme::line(Text::Small), 1, mostDetailLines);
    return wrappedLines(detail(), Text::Small, wordsWidth(), most);
}

QRectF PanelMessage::textBlock() const
{
    const int lines = int(detailLines().size());
    const int text = theme::line(Text::Body) + (lines == 0 ? 0 : lines * theme::line(Text::Small) + size::inner);
    const int top = std::max(0, (height() - text - buttonRoom()) / 2);
    return QRectF(size::padding, top, wordsWidth(), text);
}

void PanelMessage::placeButton()
{
    const QSize hint = m_button->sizeHint();
    const int buttonWidth = std::max(0, std::min(hint.width(), width() - 2 * size::padding));
    if (isBeside())
        return m_button->setGeometry(width() - size::padding - buttonWidth, (height() - hint.height()) / 2, buttonWidth, hint.height());
    const int top = std::min(int(textBlock().bottom()) + size::padding, height() - hint.height());
    m_button->setGeometry((width() - buttonWidth) / 2, std::max(0, top), buttonWidth, hint.height());
}

void PanelMessage::resizeEvent(QResizeEvent *)
{
    placeButton();
}

void PanelMessage::paintSkeleton(QPainter &painter) const
{
    const int row = theme::grown(size::row, {Text::Body});
    const double name = width() - 3 * size::padding - width() * 0.2;
    constexpr std::array<double, skeletonRows> shares{0.75, 0.6, 0.8};
    for (int i = 0; i < skeletonRows; ++i) {
        const double y = size::padding + i * row;
        if (y + size::gap > height())
            return;
        drawSkeleton(painter, QRectF(size::padding, y, name * shares[std::size_t(i)], size::gap));
        drawSkeleton(painter, QRectF(width() - size::padding - width() * 0.2, y, width() * 0.2, size::gap));
    }
}

/// The blocks stand from the first third of a second on; after three, words say who is waited for, below them.
void PanelMessage::paintLoading(QPainter &painter) const
{
    if (m_firstWait.isActive())
        return;
    paintSkeleton(painter);
    const double top = size::padding + skeletonRows * theme::grown(size::row, {Text::Body});
    const QRectF line(size::padding, std::min<double>(top, height() - theme::line(Text::Small)),
                      width() - 2 * size::padding, theme::line(Text::Small));
    drawLine(painter, line, {m_state.message, Text::Small, &Colours::text3});
}

void PanelMessage::paintHeadline(QPainter &painter, const QRectF &line) const
{
    const Ink ink = headlineInk(m_state.kind);
    const bool icon = hasIcon(m_state.kind);
    const Text style = m_state.kind == Kind::Denied ? Text::Body : Text::BodyStrong;
    const double iconRoom = icon ? theme::scaled(size::stateIcon) + size::gap : 0;
    const double text = std::min(textWidth(m_state.message, style), line.width() - iconRoom);
    const double left = std::floor(line.center().x() - (text + iconRoom) / 2);
    const QRectF box = squareIn(line, left, size::stateIcon);
    if (m_state.kind == Kind::Denied)
        drawShape(painter, box, Shape::NoPermission);
    else if (icon)
        drawSymbol(painter, box, Symbol::Plug, theme::colour(ink));
    drawLine(painter, QRectF(left + iconRoom, line.top(), text + 1, line.height()), {m_state.message, style, ink});
}

void PanelMessage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_state.kind == Kind::Loading)
        return paintLoading(painter);
    const QRectF block = textBlock();
    paintHeadline(painter, QRectF(block.left(), block.top(), block.width(), theme::line(Text::Body)));
    QRectF line(block.left(), block.top() + theme::line(Text::Body) + size::inner, block.width(),
                theme::line(Text::Small));
    for (const QString &words : detailLines()) {
        drawLine(painter, line, {words, Text::Small, &Colours::text3}, Qt::AlignHCenter);
        line.translate(0, line.height());
    }
}

} // namespace surgedeck
