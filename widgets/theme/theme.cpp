// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/theme.h"

#include "widgets/accessible.h"
#include "widgets/theme/focusring.h"
#include "widgets/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QToolTip>

#include <algorithm>
#include <array>

static void initialiseFontResource()
{
    Q_INIT_RESOURCE(fonts);
}

namespace surgedeck::theme {

namespace {

struct State
{
    ThemeName name = ThemeName::Dark;
    int textPercent = 100;
    int generation = 0;
    std::array<QFont, textTokens.size()> fonts;
};

State &state()
{
    static State state;
    return state;
}

QFont makeFont(Text text, int textPercent)
{
    const TextToken &token = tokenOf(text);
    QFont font;
    font.setFamilies(text == Text::Mono
                         ? QStringList{QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")}
                         : QStringList{QStringLiteral("Roboto"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(std::max(1, (token.size * textPercent + 50) / 100));
    font.setWeight(static_cast<QFont::Weight>(token.weight));
    // Coloured fringes of LCD antialiasing would break the rule that hue means abnormal.
    font.setStyleStrategy(QFont::StyleStrategy(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QPalette makePalette(const Colours &colours)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QRgb value) { palette.setColor(role, QColor(value)); };
    set(QPalette::Window, colours.canvas);
    set(QPalette::WindowText, colours.text1);
    set(QPalette::Base, colours.panel);
    set(QPalette::AlternateBase, colours.panel);
    set(QPalette::ToolTipBase, colours.raised);
    set(QPalette::ToolTipText, colours.text1);
    set(QPalette::PlaceholderText, colours.text3);
    set(QPalette::Text, colours.text1);
    set(QPalette::Button, colours.panel);
    set(QPalette::ButtonText, colours.text1);
    set(QPalette::BrightText, colours.text1);
    set(QPalette::Light, colours.selection);
    set(QPalette::Midlight, colours.raised);
    set(QPalette::Mid, colours.line);
    set(QPalette::Dark, colours.lineStrong);
    set(QPalette::Shadow, colours.canvas);
    set(QPalette::Highlight, colours.selection);
    set(QPalette::HighlightedText, colours.text1);
    set(QPalette::Link, colours.text1);
    set(QPalette::LinkVisited, colours.text2);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(colours.text3));
    return palette;
}

void loadFontsOnce()
{
    static const bool loaded = [] {
        initialiseFontResource();
        for (const char *file : {"Roboto-Regular", "Roboto-Medium", "Roboto-Bold", "NotoSansMono-Regular"})
            QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/%1.ttf").arg(QLatin1String(file)));
        return true;
    }();
    Q_UNUSED(loaded)
}

void installStyleOnce()
{
    if (qobject_cast<Style *>(QApplication::style()) != nullptr)
        return;
    QApplication::setStyle(new Style);
    for (const Qt::UIEffect effect : {Qt::UI_General, Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                      Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, false);
    installAccessibleFactory();
    new FocusRing(qApp);
}

} // namespace

void apply(ThemeName name, int textPercent)
{
    loadFontsOnce();
    State &now = state();
    now.name = name;
    now.textPercent = std::clamp(textPercent, 90, 150);
    ++now.generation;
    for (std::size_t i = 0; i < now.fonts.size(); ++i)
        now.fonts[i] = makeFont(static_cast<Text>(i), now.textPercent);
    installStyleOnce();
    QApplication::setPalette(makePalette(colours()));
    QApplication::setFont(font(Text::Body));
    QToolTip::setPalette(QApplication::palette());
    QToolTip::setFont(font(Text::Small));
}

ThemeName name()
{
    return state().name;
}

int textPercent()
{
    return state().textPercent;
}

const Colours &colours()
{
    return state().name == ThemeName::Dark ? darkColours : lightColours;
}

QColor colour(Ink ink)
{
    return QColor(colours().*ink);
}

const QFont &font(Text text)
{
    return state().fonts[static_cast<std::size_t>(text)];
}

int line(Text text)
{
    return scaled(tokenOf(text).line);
}

int grown(int height, std::initializer_list<Text> lines)
{
    for (const Text text : lines)
        height += line(text) - tokenOf(text).line;
    return height;
}

int scaled(int width)
{
    return (width * state().textPercent + 50) / 100;
}

int generation()
{
    return state().generation;
}

} // namespace surgedeck::theme
