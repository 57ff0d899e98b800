//! Tests of the arranged list as a whole.

use super::*;
use crate::app::list::samples::{ago, filter_text, named, now, secrets};
use crate::app::list::{Column, Order, Row};
use crate::secrets::{ReplicaRole, RotationState, SummaryStore, SummaryView};
use proptest::prelude::*;
use std::cmp::Ordering;

fn job(
    secrets: impl IntoIterator<Item = Arc<Summary>>,
    filter: &str,
    sort: Sort,
    shape: Shape,
) -> ArrangeJob {
    let filter = Filter::parse(filter).unwrap();
    ArrangeJob {
        generation: 3,
        secrets: secrets.into_iter().map(|secret| (*secret).clone()).collect(),
        by_name: NameOrder::default(),
        folders: Folders::default(),
        found: Found::default(),
        filter,
        sort,
        shape,
        keep: None,
        marked: Arc::default(),
        now: now(),
    }
}

fn chosen(column: Column, order: Order) -> Sort {
    Sort { column, order, chosen: true }
}

fn all(names: &[&str]) -> Vec<Arc<Summary>> {
    names.iter().map(|name| Arc::new(named(name))).collect()
}

/// Rows as an indented outline. Folders end in a slash and their count; `+` means folded.
fn outline(rows: &Rows) -> Vec<String> {
    let line = |(_, row): (usize, Row<'_>)| {
        let indent = "  ".repeat(usize::from(row.depth()));
        match row {
            Row::Folder { name, count, folded, .. } => {
                format!("{indent}{name}/ {count}{}", if folded { " +" } else { "" })
            }
            Row::Secret { .. } => format!("{indent}{}", row.label()),
        }
    };
    rows.window(0..rows.len()).map(line).collect()
}

/// All that rows tell.
fn described(rows: &Rows) -> Vec<String> {
    let described = |row: Row<'_>| match row {
        Row::Folder { path, name, depth, count, folded } => format!("{path} {name} {depth} {count} {folded}"),
        Row::Secret { secret, depth, fit } => format!("{:?} {depth} {fit:?}", secret.to_summary()),
    };
    rows.iter().map(described).collect()
}

fn shown(rows: &Rows) -> Vec<Arc<Summary>> {
    let secrets = rows.iter().filter_map(|row| match row {
        Row::Secret { secret, .. } => Some(Arc::new(secret.to_summary())),
        Row::Folder { .. } => None,
    });
    secrets.collect()
}

fn names(arranged: &Arranged) -> Vec<String> {
    shown(&arranged.rows).into_iter().map(|secret| secret.name.clone()).collect()
}

#[test]
fn better_matches_come_first_unless_the_user_chose_an_order() {
    let list = all(&["a-d-e-b", "db", "api/db", "x/dxbx"]);
    let by_score = job(list.clone(), "db", Sort::default(), Shape::Flat).run();
    assert_eq!(names(&by_score)[..2], ["db", "api/db"], "the shorter one first");
    assert_eq!((by_score.matched, by_score.generation), (4, 3));
    let by_name = job(list.clone(), "db", chosen(Column::Name, Order::Ascending), Shape::Flat).run();
    assert_eq!(names(&by_name), ["a-d-e-b", "api/db", "db", "x/dxbx"]);
    let no_words = job(list, "!zz", Sort { order: Order::Descending, ..Sort::default() }, Shape::Flat).run();
    assert_eq!(names(&no_words), ["x/dxbx", "db", "api/db", "a-d-e-b"]);
}

#[test]
fn matches_are_ranked_as_users_of_fuzzy_finders_expect() {
    let ranked = |names: &[&str], filter: &str| {
        let arranged = job(all(names), filter, Sort::default(), Shape::Flat).run();
        self::names(&arranged).join(" ")
    };
    let names = ["app/d-b", "old/mydb", "x/db-main", "api/db", "db", "dxb"];
    assert_eq!(ranked(&names, "db"), "db api/db x/db-main old/mydb app/d-b dxb");
    assert_eq!(ranked(&["prod/x-10", "prod/x-9", "prod/x-1"], "prod"), "prod/x-1 prod/x-9 prod/x-10");
    assert_eq!(
        ranked(&["a/userService", "a/misuser", "a/user-x"], "user"),
        "a/user-x a/userService a/misuser"
    );
    assert_eq!(ranked(&["prod/legacy/intranet-mysql"], "pretty"), "");
}

#[test]
fn secrets_scheduled_for_deletion_come_after_living_ones() {
    let mut list = vec![named("db"), named("old/xdbx"), named("z/d-b")];
    list[0].deleted = Some(ago(-1_000));
    let list: Vec<_> = list.into_iter().map(Arc::new).collect();
    let arranged = job(list.clone(), "db", Sort::default(), Shape::Flat).run();
    assert_eq!(names(&arranged), ["old/xdbx", "z/d-b", "db"]);
    let by_name = job(list, "", Sort::default(), Shape::Flat).run();
    assert_eq!(names(&by_name), ["db", "old/xdbx", "z/d-b"], "without words, names have their order");
}

#[test]
fn secrets_without_a_date_come_last_in_either_direction() {
    let mut list = vec![named("b"), named("c"), named("a"), named("d")];
    list[1].last_changed = Some(ago(5));
    list[3].last_changed = Some(ago(9));
    let list: Vec<_> = list.into_iter().map(Arc::new).collect();
    for (order, expected) in
        [(Order::Ascending, ["d", "c", "a", "b"]), (Order::Descending, ["c", "d", "a", "b"])]
    {
        let arranged = job(list.clone(), "", chosen(Column::Changed, order), Shape::Flat).run();
        assert_eq!(names(&arranged), expected);
    }
}

#[test]
fn the_tree_has_folders_first_and_loses_no_odd_name() {
    let list = all(&["b", "a", "a/b", "a/", "a//b", "/a", "/a/b", "A10/x", "a9/x", "a/c/d", "///"]);
    let tree = job(list.clone(), "", Sort::default(), Shape::Tree(Folding::unfolded())).run();
    let expected = [
        "/a/ 1", "  b", "a/ 3", "  c/ 1", "    d", "  /b", "  b", "a9/ 1", "  x", "A10/ 1", "  x", "///",
        "/a", "a", "a/", "b",
    ];
    assert_eq!(outline(&tree.rows), expected);

    let mut folding = Folding::folded();
    folding.unfold("a/");
    let tree = job(list, "b", Sort::default(), Shape::Tree(folding)).run();
    assert_eq!(outline(&tree.rows), ["/a/ 1 +", "a/ 2", "  b", "  /b", "b"]);
    assert_eq!(tree.matched, 4);
}

#[test]
fn a_name_nested_without_end_is_one_row() {
    let list = all(&[&"a/".repeat(100_000)]);
    let tree = job(list.clone(), "", Sort::default(), Shape::Tree(Folding::unfolded())).run();
    let deepest = tree.rows.get(tree.rows.len() - 1).unwrap();
    assert_eq!(deepest.depth(), 256);
    assert_eq!(deepest.label().len(), 200_000 - 512);
}

#[test]
fn a_long_list_is_sorted_in_pieces_and_put_together() {
    let name = |i: u32| format!("s/{}", i.wrapping_mul(2_654_435_761) % 40_000);
    let list: Vec<_> = (0..40_000).map(|i| Arc::new(named(&name(i)))).collect();
    let mut numbers: Vec<u32> = list.iter().map(|secret| secret.name[2..].parse().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let arranged = job(list, "", Sort::default(), Shape::Flat).run();
    let expected: Vec<String> = numbers.iter().map(|number| format!("s/{number}")).collect();
    assert_eq!(names(&arranged), expected);
}

fn sort() -> impl Strategy<Value = Sort> {
    (0..Column::ALL.len(), any::<bool>(), any::<bool>()).prop_map(|(column, descending, chosen)| Sort {
        column: Column::ALL[column],
        order: if descending { Order::Descending } else { Order::Ascending },
        chosen,
    })
}

/// The value of a secret in a column, by a second and simpler implementation.
fn value(secret: &Summary, column: Column) -> Option<i64> {
    match column {
        Column::Name => Some(0),
        Column::Changed => secret.last_changed.map(Timestamp::as_millisecond),
        Column::Accessed => secret.last_accessed.map(Timestamp::as_millisecond),
        Column::Rotation => {
            let states = [RotationState::Off, RotationState::On, RotationState::Pending];
            let states = [&states[..], &[RotationState::Overdue, RotationState::Failed]].concat();
            let state = secret.rotation(now()).state();
            states.iter().position(|other| *other == state).map(|index| i64::try_from(index).unwrap())
        }
        Column::Replicas => match secret.replica_role() {
            ReplicaRole::Single => None,
            ReplicaRole::Primary => Some(1),
            ReplicaRole::Replica { .. } => Some(2),
        },
        Column::Tags => Some(i64::try_from(secret.tags.len()).unwrap()),
    }
}

fn in_order(one: &Summary, two: &Summary, sort: Sort) -> bool {
    let turned = |order: Ordering| if sort.order == Order::Descending { order.reverse() } else { order };
    let by_value = match (value(one, sort.column), value(two, sort.column)) {
        (Some(one), Some(two)) => turned(one.cmp(&two)),
        (one, two) => two.is_some().cmp(&one.is_some()),
    };
    let key = |secret: &Summary| natural(&secret.name);
    let by_name = key(one).cmp(&key(two)).then(one.name.cmp(&two.name));
    let by_name = by_name.then(one.arn.cmp(&two.arn));
    let by_name = if sort.column == Column::Name { turned(by_name) } else { by_name };
    by_value.then(by_name) == Ordering::Less
}

/// Lower-case characters, and each number as one item that sorts among digits.
fn natural(name: &str) -> Vec<(char, u64)> {
    let mut items: Vec<(char, u64)> = Vec::new();
    let mut after_digit = false;
    for c in name.chars() {
        let digit = c.to_digit(10).map(u64::from);
        match (digit, items.last_mut()) {
            (Some(digit), Some(number)) if after_digit => number.1 = number.1 * 10 + digit,
            (Some(digit), _) => items.push(('0', digit)),
            (None, _) => items.push((c.to_ascii_lowercase(), 0)),
        }
        after_digit = digit.is_some();
    }
    items
}

proptest! {
    #[test]
    fn rows_are_the_secrets_that_match(secrets in secrets(), text in filter_text(), sort in sort()) {
        let job = job(secrets, &text, sort, Shape::Flat);
        let all = job.secrets.iter().map(SummaryView::to_summary);
        let mut expected: Vec<_> = all.filter(|secret| job.filter.matches(secret, now())).map(Arc::new).collect();
        let arranged = job.run();
        prop_assert_eq!(arranged.matched, expected.len());
        let mut found = shown(&arranged.rows);
        found.sort_by(|a, b| a.arn.cmp(&b.arn));
        expected.sort_by(|a, b| a.arn.cmp(&b.arn));
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_order_is_total_and_does_not_depend_on_what_came_first(
        (secrets, shuffled) in secrets().prop_flat_map(|secrets| (Just(secrets.clone()), Just(secrets).prop_shuffle())),
        text in filter_text(),
        sort in sort(),
    ) {
        let arranged = job(secrets, &text, sort, Shape::Flat).run();
        let again = job(shuffled, &text, sort, Shape::Flat).run();
        prop_assert_eq!(described(&arranged.rows), described(&again.rows));
        if sort.chosen || !Filter::parse(&text).unwrap().has_words() {
            for pair in shown(&arranged.rows).windows(2) {
                prop_assert!(in_order(&pair[0], &pair[1], sort), "{:?} before {:?}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn the_unfolded_tree_has_every_secret_once_where_its_name_says(secrets in secrets(), text in filter_text(), sort in sort()) {
        let flat = job(secrets.clone(), &text, sort, Shape::Flat).run();
        let tree = job(secrets, &text, sort, Shape::Tree(Folding::unfolded())).run();
        let mut paths: Vec<&str> = Vec::new();
        let mut secrets_seen: Vec<usize> = vec![0];
        for row in tree.rows.iter() {
            let depth = usize::from(row.depth());
            prop_assert!(depth <= paths.len());
            paths.truncate(depth);
            secrets_seen.truncate(depth + 1);
            let inside = paths.last().copied().unwrap_or_default();
            match row {
                Row::Folder { path, name, .. } => {
                    prop_assert_eq!(format!("{inside}{name}/"), path);
                    prop_assert_eq!(secrets_seen[depth], 0, "folders come before secrets");
                    paths.push(path);
                    secrets_seen.push(0);
                }
                Row::Secret { secret, .. } => {
                    prop_assert_eq!(format!("{inside}{}", row.label()), secret.name());
                    secrets_seen[depth] += 1;
                }
            }
        }
        let by_arn = |rows: &Rows| {
            let mut arns: Vec<_> = shown(rows).into_iter().map(|secret| secret.arn.clone()).collect();
            arns.sort_unstable();
            arns
        };
        prop_assert_eq!(by_arn(&tree.rows), by_arn(&flat.rows));
    }

    #[test]
    fn counts_add_up_and_folding_leaves_out_no_more_than_it_says(
        secrets in secrets(),
        text in filter_text(),
        toggled in proptest::collection::vec("[abAB01/-]{1,4}/", 0..6),
        from_folded in any::<bool>(),
    ) {
        let unfolded = job(secrets.clone(), &text, Sort::default(), Shape::Tree(Folding::unfolded())).run();
        let mut folding = if from_folded { Folding::folded() } else { Folding::unfolded() };
        for path in &toggled {
            folding.toggle(path);
        }
        let arranged = job(secrets, &text, Sort::default(), Shape::Tree(folding.clone())).run();
        let beneath = |path: &str| {
            let rows = unfolded.rows.iter().skip_while(|row| !matches!(row, Row::Folder { path: p, .. } if *p == path));
            let mut rows = rows.peekable();
            let depth = rows.peek().map_or(0, |row| row.depth());
            rows.skip(1).take_while(|row| row.depth() > depth).filter(|row| matches!(row, Row::Secret { .. })).count()
        };
        let mut total = 0;
        for row in arranged.rows.iter() {
            match row {
                Row::Folder { path, count, folded, .. } => {
                    prop_assert_eq!(folded, folding.is_folded(path));
                    prop_assert_eq!(count, beneath(path));
                    total += if folded { count } else { 0 };
                }
                Row::Secret { .. } => total += 1,
            }
        }
        prop_assert_eq!(total, arranged.matched);
        prop_assert_eq!(arranged.matched, unfolded.matched);
    }

    #[test]
    fn a_search_that_goes_on_finds_what_a_new_one_finds(
        pages in proptest::collection::vec(secrets(), 1..4),
        edited in secrets(),
        removed in any::<prop::sample::Index>(),
        text in filter_text(),
        is_typed in any::<bool>(),
        sort in sort(),
        keeps in proptest::collection::vec(any::<Option<prop::sample::Index>>(), 4),
        shape in prop_oneof![Just(Shape::Flat), Just(Shape::Tree(Folding::unfolded())), Just(Shape::Tree(Folding::folded()))],
    ) {
        let mut store = SummaryStore::default();
        let mut earlier = (NameOrder::default(), Folders::default(), Found::default());
        // The filter at a step: whole, or as far as it is typed.
        let filter = |step: usize| {
            let typed: String = text.chars().take(text.chars().count() * (step + 1) / (pages.len() + 1)).collect();
            if is_typed && Filter::parse(&typed).is_ok() { typed } else { text.clone() }
        };
        // The last step replaces secrets and removes one.
        for (step, page) in pages.iter().chain([&edited]).enumerate() {
            for secret in page {
                store.put(secret);
            }
            if step == pages.len() && !store.all().is_empty() {
                let arn = store.all().get(u32::try_from(removed.index(store.all().len())).unwrap()).arn();
                store.remove(&arn);
            }
            let listed: Vec<_> = store.all().iter().map(|secret| store.find(&secret.arn()).unwrap()).collect();
            let keep = keeps[step % 4].filter(|_| !listed.is_empty()).map(|keep| Keep::Listed(listed[keep.index(listed.len())]));
            let anew = ArrangeJob {
                secrets: store.all().clone(),
                keep,
                ..job([], &filter(step), sort, shape.clone())
            };
            let (by_name, folders, found) = earlier;
            let going_on = ArrangeJob { by_name, folders, found, ..anew.clone() }.run();
            let anew = anew.run();
            prop_assert_eq!(described(&going_on.rows), described(&anew.rows));
            prop_assert_eq!((going_on.matched, &going_on.kept), (anew.matched, &anew.kept));
            earlier = (going_on.by_name, going_on.folders, going_on.found);
        }
    }
}

#[test]
fn a_longer_word_is_looked_for_among_the_names_with_the_letters_of_the_shorter() {
    let narrows = |longer: &str, shorter: &str| {
        Filter::parse(longer).unwrap().narrows(&Filter::parse(shorter).unwrap())
    };
    for (longer, shorter) in [
        ("prod", "pro"),
        ("prod db", "prod"),
        ("'prod", "pro"),
        ("Prod", "Pr"),
        ("pR", "p"),
        ("prod tag:a", "prod"),
        ("x|xy", "x"),
    ] {
        assert!(narrows(longer, shorter), "{longer} after {shorter}");
    }
    for (other, earlier) in [
        ("pro", "prod"),
        ("db", "prod"),
        ("prod", "tag:a"),
        ("!prod", "!pro"),
        ("prod", "!pro"),
        ("p", "P"),
        ("x|y", "x"),
        ("é", "e"),
    ] {
        assert!(!narrows(other, earlier), "{other} after {earlier}");
    }
}

#[test]
fn a_job_that_is_stopped_has_no_rows() {
    let stopped = AtomicBool::new(true);
    for filter in ["", "a", "tag:a"] {
        assert!(job(all(&["a"]), filter, Sort::default(), Shape::Flat).run_until(&stopped, |_| {}).is_none());
    }
}

/// The first rows of a job, if it tells them, and all of them.
fn first_and_all(job: ArrangeJob) -> (Option<FirstRows>, Arranged) {
    let mut first = None;
    let all = job.run_until(&AtomicBool::new(false), |rows| first = Some(rows)).unwrap();
    (first, all)
}

#[test]
fn the_first_of_very_many_rows_are_told_before_all_are_sorted() {
    let names: Vec<String> =
        (0..40_000).map(|i| format!("{}/prod-{i:05}{}", i % 7, "x".repeat(i % 40))).collect();
    let secrets = all(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let job = |shape| job(secrets.clone(), "prod !123", Sort::default(), shape);
    let (first, all) = first_and_all(job(Shape::Flat));
    let first = first.unwrap();
    assert_eq!((first.generation, first.matched, first.rows.len()), (3, all.matched, all.rows.len()));
    let shown =
        |rows: &Rows| rows.window(0..rows.len()).map(|(_, row)| row.label().to_owned()).collect::<Vec<_>>();
    let (first, whole) = (shown(&first.rows), shown(&all.rows));
    assert!(first.len() >= 512 && first.len() < whole.len());
    assert_eq!(first, whole[..first.len()]);

    let kept = ArrangeJob { keep: Some(Keep::Listed(123)), ..job(Shape::Flat) };
    assert!(first_and_all(kept).0.is_none(), "it may be any row");
    assert!(first_and_all(job(Shape::Tree(Folding::unfolded()))).0.is_none());
}
