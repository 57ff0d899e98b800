use super::tabs::TWO_LINES_FROM;
use super::*;
use proptest::prelude::*;

fn needs(width: u16, height: u16, focus: Focus) -> Needs {
    Needs {
        size: Size { width, height },
        presentation: Presentation::Visual,
        focus,
        pane: Pane::Overview,
        filter_lines: 1,
        list_error_lines: 0,
        pane_error_lines: 0,
        notice_lines: 2,
    }
}

#[test]
fn narrow_screens_show_one_side_at_a_time() {
    let list = Screen::divide(needs(80, 24, Focus::List)).unwrap();
    assert!(list.list.is_some() && list.secret.is_none());
    let secret = Screen::divide(needs(80, 24, Focus::Secret)).unwrap();
    assert!(secret.list.is_none() && secret.secret.is_some());
    assert!(Screen::divide(needs(39, 24, Focus::List)).is_none());
}

#[test]
fn every_tab_has_its_whole_name_and_on_low_screens_that_of_the_pane_in_view() {
    for (width, height) in
        (40..=300_u16).flat_map(|width| [(width, 10), (width, 15), (width, 16), (width, 24)])
    {
        for &pane in Pane::ALL {
            let needs = Needs { pane, ..needs(width, height, Focus::Secret) };
            let secret = Screen::divide(needs).unwrap().secret.unwrap();
            let has_name = |(pane, area): &(Pane, Rect)| usize::from(area.width) >= pane.title().len() + 3;
            let has_number_alone = |(_, area): &(Pane, Rect)| area.width == 3;
            let tabs = &secret.tabs;
            assert!(tabs.iter().all(|tab| has_name(tab) || has_number_alone(tab)), "{width}×{height}");
            assert!(tabs.iter().filter(|(tab, _)| *tab == pane).all(has_name), "{pane:?} at {width}");
            let all_fit = height >= TWO_LINES_FROM || width >= 126;
            assert!(!all_fit || tabs.iter().all(has_name), "{width}×{height}");
            assert!(tabs.iter().all(|(_, tab)| tab.bottom() <= secret.status.y), "{width}×{height}");
        }
    }
}

#[test]
fn tabs_take_a_second_line_only_where_one_is_too_short() {
    let lines_at = |width| {
        let secret = Screen::divide(needs(width, 24, Focus::Secret)).unwrap().secret.unwrap();
        secret.status.y - secret.outer.y - 1
    };
    assert_eq!([40, 72, 73, 80, 99, 100, 120, 125, 126, 160].map(lines_at), [2, 2, 1, 1, 1, 2, 2, 2, 1, 1]);
}

#[test]
fn layers_are_as_large_as_what_they_say_and_leave_the_header_free() {
    let screen = Size::new(160, 48);
    let heights = [(1, 1), (2, 2), (12, 12), (90, 21)];
    for (items, rows) in heights {
        let areas = LayerAreas::picker(screen, Size::new(20, items));
        assert_eq!((areas.rows.height, areas.outer.y, areas.outer.width), (rows, 1, 60));
    }
    assert_eq!(LayerAreas::picker(screen, Size::new(70, 3)).outer.width, 74);
    assert_eq!(LayerAreas::picker(screen, Size::new(500, 3)).outer.width, 110);
    assert_eq!(LayerAreas::picker(Size::new(80, 24), Size::new(20, 3)).outer.width, 80);
    let journal =
        |requests| LayerAreas::journal(screen, JournalLines { requests, details: JournalDetails::OfSuccess });
    assert_eq!([0, 1, 7].map(|requests| journal(requests).rows.height), [1, 1, 7]);
    assert_eq!([1, 1_000].map(|requests| journal(requests).outer.height), [7, 46]);
    assert_eq!(journal(1_000).outer.y, 1);
    let failed = |requests, height| {
        let lines = JournalLines { requests, details: JournalDetails::OfFailure };
        let areas = LayerAreas::journal(Size::new(80, height), lines);
        (areas.rows.height, areas.below.height)
    };
    assert_eq!([failed(3, 24), failed(12, 24), failed(1_000, 24)], [(3, 9), (12, 7), (13, 6)]);
}

#[test]
fn plain_mode_shows_one_side_at_a_time_whatever_the_width_with_a_line_in_words() {
    let plain = Needs { presentation: Presentation::Plain, ..needs(160, 48, Focus::List) };
    let screen = Screen::divide(plain).unwrap();
    assert!(screen.secret.is_none() && screen.list.unwrap().outer.width == 160);
    assert_eq!(screen.focus_line, Some(Rect::new(0, 44, 160, 3)));
    let low = Screen::divide(Needs { presentation: Presentation::Plain, ..needs(80, 12, Focus::List) });
    assert_eq!(low.unwrap().focus_line, Some(Rect::new(0, 10, 80, 1)), "the rows need the room");
}

proptest! {
    #[test]
    fn areas_stay_on_the_screen(
        width in 40..400_u16, height in 10..200_u16,
        filter_lines in 0..4_u16, list_error_lines in 0..4_u16, notice_lines in 0..9_u16, is_plain in any::<bool>(),
    ) {
        for focus in [Focus::List, Focus::Secret] {
            let size = Size { width, height };
            let presentation = if is_plain { Presentation::Plain } else { Presentation::Visual };
            let needs = Needs { size, presentation, focus, pane: Pane::Value, filter_lines, list_error_lines, pane_error_lines: list_error_lines, notice_lines };
            let screen = Screen::divide(needs).unwrap();
            let all = Rect::new(0, 0, width, height);
            let mut areas = vec![screen.header, screen.footer];
            areas.extend(screen.notice);
            areas.extend(screen.focus_line);
            prop_assert_eq!(screen.focus_line.is_some(), is_plain);
            if let Some(list) = &screen.list {
                areas.extend([list.outer, list.heading, list.rows]);
                areas.extend(list.filter);
                areas.extend(list.error);
                prop_assert!(list.rows.height > 0 || height < 13);
            }
            if let Some(secret) = &screen.secret {
                areas.extend([secret.outer, secret.body]);
                areas.extend(secret.error);
                areas.extend(secret.tabs.iter().map(|(_, rect)| *rect));
            }
            for area in areas {
                prop_assert_eq!(area.intersection(all), area);
            }
        }
    }
}
