//! Cron expressions by the rules of AWS: six fields, UTC, minutes 0 and any year.

use super::error::{CronField, ScheduleError};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The least hours between two rotations.
const MIN_HOURS: i64 = 4;
/// The days to search for the next rotation: every date of the calendar, 29 February included, recurs within eight years.
const MAX_DAYS: usize = 8 * 366;

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A parsed cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    hours: Set,
    months: Set,
    days: Days,
}

/// The days on which a cron expression runs.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    /// `1,15`: days of the month.
    OfMonth(Set),
    /// `L`: the last day of the month.
    Last,
    /// `LW`: the last weekday from Monday to Friday.
    LastWorkday,
    /// `15W`: the workday of the month that is nearest to this day.
    NearestWorkday(i8),
    /// `MON-FRI`: days of the week; Sunday is 1.
    OfWeek(Set),
    /// `6L`: the last Friday.
    LastOfWeek(i8),
    /// `6#3`: the third Friday.
    NthOfWeek(i8, i8),
}

/// A set of numbers from 0 to 31.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Set(u32);

impl Set {
    fn has(self, number: i8) -> bool {
        u32::try_from(number).is_ok_and(|number| number < 32 && self.0 & (1 << number) != 0)
    }

    fn numbers(self) -> impl Iterator<Item = i8> {
        (0..32).filter(move |number| self.has(*number))
    }
}

/// The rules of a field: its range, and the names of its numbers.
struct Field {
    low: i8,
    high: i8,
    names: &'static [&'static str],
}

const HOUR: Field = Field { low: 0, high: 23, names: &[] };
const DAY: Field = Field { low: 1, high: 31, names: &[] };
const MONTH: Field = Field { low: 1, high: 12, names: &MONTHS };
const WEEKDAY: Field = Field { low: 1, high: 7, names: &WEEKDAYS };

impl Field {
    fn number(&self, text: &str) -> Option<i8> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        let number = match named {
            Some(index) => i8::try_from(index).ok()? + self.low,
            None => text.parse().ok()?,
        };
        (self.low..=self.high).contains(&number).then_some(number)
    }

    fn set(&self, text: &str) -> Option<Set> {
        text.split(',').try_fold(Set(0), |set, part| Some(Set(set.0 | self.part(part)?.0)))
    }

    fn part(&self, part: &str) -> Option<Set> {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<i8>().ok().filter(|step| *step > 0)?)),
            None => (part, None),
        };
        let (from, to) = if range == "*" || (range.is_empty() && step.is_some()) {
            (self.low, self.high)
        } else if let Some((from, to)) = range.split_once('-') {
            (self.number(from)?, self.number(to)?)
        } else {
            let from = self.number(range)?;
            (from, if step.is_some() { self.high } else { from })
        };
        Some(self.span(from, to, step.unwrap_or(1)))
    }

    /// The numbers from one to another. The range continues at the low end if the second is smaller (`FRI-SUN`).
    fn span(&self, from: i8, to: i8, step: i8) -> Set {
        let length = self.high - self.low + 1;
        let reach = (to - from).rem_euclid(length);
        (0..=reach).step_by(usize::from(step.unsigned_abs())).fold(Set(0), |set, offset| {
            let number = self.low + (from - self.low + offset).rem_euclid(length);
            Set(set.0 | 1 << number)
        })
    }
}

impl Cron {
    /// Parses the text between the parentheses.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, ScheduleError> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, day, month, weekday, year] =
            fields.try_into().map_err(|fields: Vec<_>| ScheduleError::CronFields(fields.len()))?;
        if minutes != "0" {
            return Err(ScheduleError::CronMinutes(minutes.to_owned()));
        }
        let hours = HOUR.set(hours).ok_or_else(|| invalid(CronField::Hours, hours))?;
        let days = days(day, weekday)?;
        let months = MONTH.set(month).ok_or_else(|| invalid(CronField::Month, month))?;
        if year != "*" {
            return Err(ScheduleError::CronYear(year.to_owned()));
        }
        let cron = Self { hours, months, days };
        match cron.shortest_gap() {
            MIN_HOURS.. => Ok(cron),
            gap => Err(ScheduleError::CronTooOften(gap)),
        }
    }

    /// True if it runs more than once a day.
    pub fn is_hourly(&self) -> bool {
        self.hours.0.count_ones() > 1
    }

    /// The longest window in hours that ends before the next window begins and before the day ends.
    pub fn longest_window(&self) -> i64 {
        let last = self.hours.numbers().max().unwrap_or(0);
        self.shortest_gap().min(24 - i64::from(last))
    }

    /// The first run after `time`.
    pub fn next_after(&self, time: Timestamp) -> Option<Timestamp> {
        let first = TimeZone::UTC.to_datetime(time).date();
        let days = std::iter::successors(Some(first), |date| date.checked_add(1.day()).ok());
        days.take(MAX_DAYS)
            .filter(|date| self.runs_on(*date))
            .flat_map(|date| self.hours.numbers().map(move |hour| date.at(hour, 0, 0, 0)))
            .filter_map(|start| TimeZone::UTC.to_timestamp(start).ok())
            .find(|start| *start > time)
    }

    /// The least hours between two runs, at most 24.
    fn shortest_gap(&self) -> i64 {
        let mut hours: Vec<i64> = self.hours.numbers().map(i64::from).collect();
        if self.runs_on_consecutive_days() {
            hours.extend(hours.first().map(|first| first + 24));
        }
        hours.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap_or(24)
    }

    fn runs_on_consecutive_days(&self) -> bool {
        match self.days {
            Days::OfMonth(days) | Days::OfWeek(days) => days.0 & (days.0 << 1) != 0,
            Days::Last
            | Days::LastWorkday
            | Days::NearestWorkday(_)
            | Days::LastOfWeek(_)
            | Days::NthOfWeek(_, _) => false,
        }
    }

    fn runs_on(&self, date: Date) -> bool {
        if !self.months.has(date.month()) {
            return false;
        }
        let weekday = date.weekday().to_sunday_one_offset();
        let length = date.days_in_month();
        match &self.days {
            Days::OfMonth(days) => days.has(date.day()),
            Days::OfWeek(days) => days.has(weekday),
            Days::Last => date.day() == length,
            Days::LastWorkday => nearest_workday(date, length) == Some(date),
            Days::NearestWorkday(day) => nearest_workday(date, *day) == Some(date),
            Days::LastOfWeek(wanted) => weekday == *wanted && date.day() > length - 7,
            Days::NthOfWeek(wanted, nth) => weekday == *wanted && (date.day() - 1) / 7 + 1 == *nth,
        }
    }
}

fn invalid(field: CronField, text: &str) -> ScheduleError {
    ScheduleError::CronField { field, text: text.to_owned() }
}

/// Parses the two day fields, of which one must be `?`.
fn days(day: &str, weekday: &str) -> Result<Days, ScheduleError> {
    match (day, weekday) {
        ("?", "?") => Err(ScheduleError::CronDays),
        (day, "?") => days_of_month(day).ok_or_else(|| invalid(CronField::DayOfMonth, day)),
        ("?", weekday) => days_of_week(weekday).ok_or_else(|| invalid(CronField::DayOfWeek, weekday)),
        _ => Err(ScheduleError::CronDays),
    }
}

fn days_of_month(text: &str) -> Option<Days> {
    match text {
        "L" => Some(Days::Last),
        "LW" => Some(Days::LastWorkday),
        _ => match text.strip_suffix('W') {
            Some(day) => DAY.number(day).map(Days::NearestWorkday),
            None => DAY.set(text).map(Days::OfMonth),
        },
    }
}

fn days_of_week(text: &str) -> Option<Days> {
    if let Some((weekday, nth)) = text.split_once('#') {
        let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth))?;
        return Some(Days::NthOfWeek(WEEKDAY.number(weekday)?, nth));
    }
    match text.strip_suffix('L') {
        Some("") => Some(Days::OfWeek(WEEKDAY.set("SAT")?)),
        Some(weekday) => WEEKDAY.number(weekday).map(Days::LastOfWeek),
        None => WEEKDAY.set(text).map(Days::OfWeek),
    }
}

/// The day from Monday to Friday, in the month of `date`, that is nearest to `day`.
fn nearest_workday(date: Date, day: i8) -> Option<Date> {
    let wanted = Date::new(date.year(), date.month(), day).ok()?;
    let shift = match wanted.weekday() {
        Weekday::Saturday if day == 1 => 2,
        Weekday::Saturday => -1,
        Weekday::Sunday if day == date.days_in_month() => -2,
        Weekday::Sunday => 1,
        _ => 0,
    };
    wanted.checked_add(shift.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first runs from the beginning of 2026 on, a Thursday.
    fn runs(text: &str, count: usize) -> Vec<String> {
        let cron = Cron::parse(text).unwrap();
        let start: Timestamp = "2025-12-31T23:59:59Z".parse().unwrap();
        let times = std::iter::successors(Some(start), |time| cron.next_after(*time));
        times.skip(1).take(count).map(|time| time.strftime("%m-%d %H").to_string()).collect()
    }

    #[test]
    fn each_kind_of_day_is_found() {
        assert_eq!(runs("0 10 * * ? *", 2), ["01-01 10", "01-02 10"]);
        assert_eq!(runs("0 4 1,15 * ? *", 3), ["01-01 04", "01-15 04", "02-01 04"]);
        assert_eq!(runs("0 0 1/10 * ? *", 4), ["01-01 00", "01-11 00", "01-21 00", "01-31 00"]);
        assert_eq!(runs("0 17 ? * MON-FRI *", 3), ["01-01 17", "01-02 17", "01-05 17"]);
        assert_eq!(runs("0 8 ? * 2#1 *", 2), ["01-05 08", "02-02 08"]);
        assert_eq!(runs("0 8 ? * 6L *", 2), ["01-30 08", "02-27 08"]);
        assert_eq!(runs("0 8 L * ? *", 3), ["01-31 08", "02-28 08", "03-31 08"]);
        assert_eq!(runs("0 8 LW * ? *", 2), ["01-30 08", "02-27 08"]);
        assert_eq!(runs("0 8 1W FEB,AUG ? *", 2), ["02-02 08", "08-03 08"]);
        assert_eq!(runs("0 8/8 * * ? *", 3), ["01-01 08", "01-01 16", "01-02 08"]);
        assert_eq!(runs("0 6 ? * FRI-SUN *", 3), ["01-02 06", "01-03 06", "01-04 06"]);
        assert_eq!(runs("0 6 29 2 ? *", 1), ["02-29 06"], "in a leap year to come");
    }

    #[test]
    fn expressions_that_break_a_rule_are_refused() {
        for text in [
            "",
            "0 4 * * ?",
            "30 4 * * ? *",
            "0 4 * * ? 2026",
            "0 4 * * * *",
            "0 4 1 * MON *",
            "0 4 ? * ? *",
            "0 24 * * ? *",
            "0 4 32 * ? *",
            "0 4 ? * 8 *",
            "0 4 ? 13 MON *",
            "0 */3 * * ? *",
            "0 1,3 * * ? *",
            "0 0,22 * * ? *",
            "0 4/0 * * ? *",
            "0 4 ? * MON#6 *",
        ] {
            assert!(Cron::parse(text).is_err(), "{text}");
        }
    }
}
