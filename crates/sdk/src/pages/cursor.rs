//! Decides which part of a listing to request next, and which items of a response are new.
//!
//! Offsets are counted from the start of a listing, so deletions make the next page start too late, and insertions repeat items.
//! Therefore each page starts with the last item of the page before. If a page contains any known item, nothing in between can
//! have been missed, because items keep their order. If it contains none, the position is lost, and the cursor steps back page by
//! page until it finds a known item.

use super::known::Known;

/// Maximum page size of servers.
const MOST: i64 = 500;

/// A position in a listing.
pub(super) struct Cursor {
    start: i64,
    limit: i64,
    /// The start of the next window.
    at: i64,
    state: State,
    known: Known,
}

#[derive(PartialEq)]
enum State {
    /// Every item is new: none has been seen yet, or all of them are gone.
    Afresh,
    /// A window must contain a known item, or it is at the wrong position.
    Linked,
    Ended,
}

impl Cursor {
    pub(super) fn new(start: i64, limit: i64) -> Self {
        Self { start, limit, at: start, state: State::Afresh, known: Known::new() }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.state == State::Ended
    }

    pub(super) fn end(&mut self) {
        self.state = State::Ended;
    }

    /// The offset and limit to request.
    pub(super) fn window(&self) -> (i64, i64) {
        // One more, for the item that links the window to the previous one.
        let link = i64::from(self.state == State::Linked && self.limit < MOST);
        (self.at, self.limit + link)
    }

    /// Takes the response for the window, and returns its new items in order.
    pub(super) fn take<T>(&mut self, items: Vec<T>, id: impl Fn(&T) -> &str) -> Vec<T> {
        // An item without an id can't be recognized, so it is assumed to be the link.
        let link = items.iter().position(|item| id(item).is_empty() || self.known.contains(id(item)));
        let begin = match link {
            _ if self.state == State::Afresh => 0,
            Some(link) => link + 1,
            // All items seen so far are gone.
            None if self.at == 0 && self.start == 0 => 0,
            None => {
                self.step_back();
                return Vec::new();
            }
        };
        self.step_forward(items.len());
        let new = items.into_iter().skip(begin);
        new.filter(|item| id(item).is_empty() || self.known.insert(id(item))).collect()
    }

    fn step_forward(&mut self, answered: usize) {
        let (_, asked) = self.window();
        let answered = i64::try_from(answered).unwrap_or(i64::MAX);
        // A server that returns more than requested has no pagination: that was everything.
        let more = answered == asked && answered > 0;
        self.state = if more { State::Linked } else { State::Ended };
        self.at += answered - 1;
    }

    fn step_back(&mut self) {
        if self.at == 0 {
            (self.at, self.state) = (self.start, State::Afresh);
            return;
        }
        // Windows overlap when stepping back too, so that no item between them is missed.
        let (_, asked) = self.window();
        self.at = (self.at - (asked - 1).max(1)).max(0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A listing on a server, and what is done to it between two requests.
    struct Model {
        ids: Vec<String>,
        created: usize,
    }

    #[derive(Clone, Debug)]
    enum Change {
        Insert(usize),
        Delete(usize),
        DeleteFirst(usize),
        Clear,
    }

    impl Model {
        fn of(length: usize) -> Self {
            Self { ids: (0..length).map(|n| format!("i{n}")).collect(), created: length }
        }

        fn apply(&mut self, change: &Change) {
            match *change {
                Change::Insert(place) => {
                    self.ids.insert(place % (self.ids.len() + 1), format!("i{}", self.created));
                    self.created += 1;
                }
                Change::Delete(place) if !self.ids.is_empty() => {
                    self.ids.remove(place % self.ids.len());
                }
                Change::Delete(_) => {}
                Change::DeleteFirst(count) => drop(self.ids.drain(..count.min(self.ids.len()))),
                Change::Clear => self.ids.clear(),
            }
        }

        fn window(&self, (offset, limit): (i64, i64)) -> Vec<String> {
            let (offset, limit) = (usize::try_from(offset).unwrap(), usize::try_from(limit).unwrap());
            self.ids.iter().skip(offset).take(limit).cloned().collect()
        }
    }

    /// Reads to the end while the listing changes before each request; then it stays as it is.
    fn read(cursor: &mut Cursor, model: &mut Model, schedule: &[Vec<Change>]) -> Vec<String> {
        let (mut read, mut schedule) = (Vec::new(), schedule.iter());
        for _ in 0..10_000 {
            if cursor.is_at_end() {
                return read;
            }
            read.extend(cursor.take(model.window(cursor.window()), String::as_str));
            schedule.next().into_iter().flatten().for_each(|change| model.apply(change));
        }
        panic!("no end")
    }

    fn change() -> impl Strategy<Value = Change> {
        prop_oneof![
            6 => any::<usize>().prop_map(Change::Insert),
            6 => any::<usize>().prop_map(Change::Delete),
            2 => (0usize..20).prop_map(Change::DeleteFirst),
            2 => Just(Change::Insert(0)),
            1 => Just(Change::Clear),
        ]
    }

    fn schedule() -> impl Strategy<Value = Vec<Vec<Change>>> {
        prop::collection::vec(prop::collection::vec(change(), 0..8), 0..20)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_there_all_the_time_is_read_once_and_in_order(
            length in 0usize..60,
            limit in 1i64..12,
            schedule in schedule(),
        ) {
            let mut model = Model::of(length);
            let first = model.ids.clone();
            let read = read(&mut Cursor::new(0, limit), &mut model, &schedule);
            let stayed: Vec<_> = first.iter().filter(|id| model.ids.contains(id)).collect();
            prop_assert_eq!(read.iter().filter(|id| stayed.contains(id)).collect::<Vec<_>>(), stayed);
            let mut distinct = read.clone();
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), read.len(), "an item came twice: {:?}", read);
        }

        #[test]
        fn an_offset_is_where_the_reading_begins_whatever_is_deleted_before_it(
            length in 1usize..60,
            start in 0usize..30,
            limit in 1i64..12,
            schedule in schedule(),
        ) {
            let mut model = Model::of(length);
            let expected: Vec<_> = model.ids.iter().skip(start).cloned().collect();
            // The first item of the first page stays, so that the place can be found again.
            let anchor = expected.first().cloned();
            let schedule: Vec<Vec<_>> = schedule
                .into_iter()
                .map(|changes| changes.into_iter().filter(|change| matches!(change, Change::Insert(_))).collect())
                .collect();
            let mut cursor = Cursor::new(i64::try_from(start).unwrap(), limit);
            let mut read = Vec::new();
            let mut schedule = schedule.iter();
            while !cursor.is_at_end() {
                read.extend(cursor.take(model.window(cursor.window()), String::as_str));
                schedule.next().into_iter().flatten().for_each(|change| model.apply(change));
                if let Some(place) = model.ids.iter().position(|id| Some(id) == anchor.as_ref()) {
                    model.ids.drain(..place);
                }
            }
            prop_assert_eq!(read.iter().filter(|id| expected.contains(id)).cloned().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn what_is_forgotten_may_come_again_but_nothing_is_missed(
            length in 0usize..60,
            limit in 1i64..6,
            capacity in 1usize..4,
            schedule in schedule(),
        ) {
            let mut model = Model::of(length);
            let first = model.ids.clone();
            let mut cursor = Cursor { known: Known::remembering(capacity), ..Cursor::new(0, limit) };
            let read = read(&mut cursor, &mut model, &schedule);
            for id in first.iter().filter(|id| model.ids.contains(id)) {
                prop_assert!(read.contains(id), "{} was missed: {:?}", id, read);
            }
        }
    }

    #[test]
    fn a_quiet_listing_takes_no_more_requests_than_it_has_pages() {
        let (model, mut cursor) = (Model::of(250), Cursor::new(0, 100));
        let mut windows = Vec::new();
        while !cursor.is_at_end() {
            windows.push(cursor.window());
            let page = cursor.take(model.window(cursor.window()), String::as_str);
            assert!(page.len() == 100 || cursor.is_at_end(), "{}", page.len());
        }
        assert_eq!(windows, [(0, 100), (99, 101), (199, 101)]);
    }

    #[test]
    fn no_more_is_asked_for_than_servers_answer() {
        let (model, mut cursor) = (Model::of(1200), Cursor::new(0, 500));
        let mut read = 0;
        while !cursor.is_at_end() {
            assert!(cursor.window().1 <= 500);
            read += cursor.take(model.window(cursor.window()), String::as_str).len();
        }
        assert_eq!(read, 1200);
    }

    #[test]
    fn a_server_that_knows_no_pages_is_read_once() {
        let mut cursor = Cursor::new(0, 10);
        assert_eq!(cursor.take(Model::of(25).ids, String::as_str).len(), 25);
        assert!(cursor.is_at_end());
    }

    #[test]
    fn items_without_ids_are_counted_as_they_stand() {
        let (items, mut cursor) = (vec![(); 25], Cursor::new(0, 10));
        let mut read = 0;
        while !cursor.is_at_end() {
            let (offset, limit) = cursor.window();
            let (offset, limit) = (usize::try_from(offset).unwrap(), usize::try_from(limit).unwrap());
            read += cursor.take(items.iter().skip(offset).take(limit).collect(), |()| "").len();
        }
        assert_eq!(read, 25);
    }

    #[test]
    fn an_answer_of_nothing_is_the_end_whatever_was_asked_for() {
        let mut cursor = Cursor::new(0, 0);
        assert!(cursor.take(Vec::<String>::new(), String::as_str).is_empty());
        assert!(cursor.is_at_end());
    }
}
