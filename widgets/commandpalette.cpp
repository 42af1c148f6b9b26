// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/commandpalette.h"

#include "widgets/frame.h"
#include "widgets/palettefooter.h"
#include "widgets/paletterows.h"
#include "widgets/plainlabel.h"
#include "widgets/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>

namespace surgedeck {

namespace {

constexpr int longestQuery = 80;
constexpr int pageRows = 6;

/// The symbol before the line and the key that closes the palette: painted, not pressed.
class Ornament : public PaintedWidget
{
public:
    Ornament(Symbol symbol, const QString &key, QWidget *parent)
        : PaintedWidget(parent)
        , m_symbol(symbol)
        , m_key(key)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QString spokenName() const override { return m_key; }
    QSize sizeHint() const override
    {
        const int wide = m_key.isEmpty() ? theme::scaled(size::symbol) : int(keyCapWidth(m_key));
        return {wide, theme::scaled(size::keyCap)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        if (!m_key.isEmpty())
            return drawKeyCap(painter, rect(), m_key);
        drawSymbol(painter, squareIn(rect(), 0, size::symbol), m_symbol, theme::colour(&Colours::text2));
    }

private:
    Symbol m_symbol;
    QString m_key;
};

} // namespace

CommandPalette::CommandPalette(QWidget *parent)
    : SheetFrame(tr("Command palette"), parent)
    , m_line(new QLineEdit(this))
    , m_context(new PlainLabel({}, this))
    , m_rows(new PaletteRows(this))
    , m_list(new QListView(this))
    , m_footer(new PaletteFooter(this))
{
    setObjectName(QStringLiteral("command-palette"));
    m_line->setFrame(false);
    m_line->setMaxLength(longestQuery);
    m_line->setAccessibleName(tr("Go to or run a command"));
    m_line->installEventFilter(this);
    m_context->setLook(Text::Small, &Colours::text3);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    setFocusProxy(m_line);

    auto *search = new QHBoxLayout;
    search->setContentsMargins(size::group, size::hair, size::group, 0);
    search->setSpacing(size::padding);
    search->addWidget(new Ornament(Symbol::Search, {}, this));
    search->addWidget(m_line, 1);
    search->addWidget(m_context);
    search->addWidget(new Ornament(Symbol::None, tr("Esc"), this));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(size::hair, size::hair, size::hair, size::hair + size::shadow);
    column->setSpacing(0);
    column->addLayout(search);
    column->addWidget(m_list, 1);
    column->addWidget(m_footer);
    themeChanged();

    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::queryChanged);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::describeCurrent);
}

void CommandPalette::themeChanged()
{
    m_line->setFont(theme::font(Text::Strong));
    m_line->setFixedHeight(theme::grown(size::paletteSearch, {Text::Strong}));
}

void CommandPalette::setEntries(const QList<PaletteEntry> &entries)
{
    m_rows->setEntries(entries);
    m_footer->setEffect({});
    m_list->setCurrentIndex(m_rows->entryFrom(0, 1));
    m_list->scrollToTop();
    describeCurrent();
}

void CommandPalette::setContext(const QString &context)
{
    m_context->setText(context);
}

QString CommandPalette::query() const
{
    return m_line->text();
}

void CommandPalette::setQuery(const QString &query)
{
    m_line->setText(query);
}

QString CommandPalette::current() const
{
    const PaletteEntry *entry = m_rows->entry(m_list->currentIndex());
    return entry != nullptr ? entry->id : QString();
}

QSize CommandPalette::sizeHint() const
{
    const int search = theme::grown(size::paletteSearch, {Text::Strong});
    const int list = size::paletteRows * theme::grown(size::paletteRow, {Text::Body});
    return {theme::scaled(size::paletteWidth), search + list + m_footer->sizeHint().height() + size::shadow};
}

void CommandPalette::focusInEvent(QFocusEvent *)
{
    m_line->setFocus();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_line || event->type() != QEvent::KeyPress)
        return SheetFrame::eventFilter(watched, event);
    const auto *press = static_cast<QKeyEvent *>(event);
    return keyPressed(press->key(), press->modifiers());
}

bool CommandPalette::keyPressed(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_PageUp:
        step(-pageRows);
        return true;
    case Qt::Key_PageDown:
        step(pageRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        modifiers.testFlag(Qt::ControlModifier) ? showEffect() : choose();
        return true;
    default:
        return false;
    }
}

void CommandPalette::step(int rows)
{
    const int direction = rows < 0 ? -1 : 1;
    QModelIndex at = m_list->currentIndex();
    for (; rows != 0; rows -= direction) {
        const QModelIndex next = m_rows->entryFrom(at.row() + direction, direction);
        if (!next.isValid())
            break;
        at = next;
    }
    m_list->setCurrentIndex(at);
    // The heading above the first entry belongs to it.
    m_list->scrollTo(at.row() == 1 ? m_rows->index(0) : at);
}

void CommandPalette::choose()
{
    const PaletteEntry *entry = m_rows->entry(m_list->currentIndex());
    if (entry == nullptr)
        return;
    if (entry->refusal.isEmpty())
        Q_EMIT chosen(entry->id);
    else
        m_footer->setEffect(tr("Not now: %1").arg(entry->refusal));
}

void CommandPalette::showEffect()
{
    const PaletteEntry *entry = m_rows->entry(m_list->currentIndex());
    if (entry != nullptr)
        m_footer->setEffect(entry->effect.isEmpty() ? entry->title : entry->effect);
}

/// The keyboard stays in the line, so the line says what the arrows have reached.
void CommandPalette::describeCurrent()
{
    m_footer->setEffect({});
    const QModelIndex at = m_list->currentIndex();
    m_line->setAccessibleDescription(m_rows->entry(at) != nullptr ? at.data(Qt::AccessibleTextRole).toString()
                                                                  : tr("nothing fits"));
}

} // namespace surgedeck
