//! The order of fields, where nothing else tells a client which of several objects it has.
//!
//! Such a client tries the members one by one, and reads the fields as they come. A value that the member can't have sends it
//! on to the next one; a field that the member lacks it takes for a newer server's, and settles for that member. So what tells
//! the members apart has to come before what one of them lacks.

use std::collections::BTreeSet;
use std::fmt;

use housekey_contract::{Answer, Operation, Visitor, backend};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess};

use crate::fields::samples;
use crate::sample::{Sampler, Which};
use crate::tables::{Facts, Union, YEARS};

#[test]
fn what_tells_the_members_of_a_union_apart_is_written_before_what_one_of_them_lacks() {
    let facts = Facts::load();
    for year in YEARS {
        let unions = Union::of_year(year).into_iter().filter(|union| union.discriminator.is_none());
        let unions: Vec<_> = unions.map(|union| Order::of(&facts, year, union)).collect();
        let mut check = Check { facts: &facts, unions, seen: BTreeSet::new() };
        backend::visit(&mut check);
        let all: BTreeSet<_> = check.unions.iter().map(|order| order.name.clone()).collect();
        assert!(!all.is_empty());
        assert_eq!(check.seen, all, "no answer has these, or they have discriminators now");
    }
}

/// What the order of a union's fields depends on.
struct Order {
    name: String,
    union: Union,
    /// Fields that all members have, with other values in each.
    telling: BTreeSet<&'static str>,
    /// Fields that all members have.
    common: BTreeSet<&'static str>,
}

impl Order {
    fn of(facts: &Facts, year: &str, union: Union) -> Self {
        let members: Vec<_> = union.members.iter().map(|member| facts.object(member, year)).collect();
        let values = |name: &str| {
            let of = members.iter().map(|fields| fields.iter().find(|field| field.path == name));
            of.map(|field| Some(&field?.values)).collect::<Option<Vec<_>>>()
        };
        let names = members[0].iter().map(|field| field.path).filter(|name| *name != ".");
        let common: BTreeSet<_> = names.filter(|name| values(name).is_some()).collect();
        let differ = |name: &&str| values(name).is_some_and(|all| all.iter().any(|one| *one != all[0]));
        let telling = common.iter().copied().filter(differ).collect();
        Self { name: format!("{}.{}", union.object, union.field), union, telling, common }
    }

    /// Whether this is the name of the field, or of the list, that holds the union.
    fn is_at(&self, name: &str) -> bool {
        self.union.field.trim_end_matches("[]") == name
    }

    fn check(&self, key: &str, fields: &[(String, Ordered)]) {
        let place =
            |wanted: &dyn Fn(&str) -> bool| fields.iter().map(|(name, _)| wanted(name)).collect::<Vec<_>>();
        let last_telling = place(&|name| self.telling.contains(name)).iter().rposition(|is| *is);
        let first_lacking = place(&|name| !self.common.contains(name)).iter().position(|is| *is);
        let (Some(last), Some(first)) = (last_telling, first_lacking) else { return };
        let (last_name, first_name) = (&fields[last].0, &fields[first].0);
        assert!(last < first, "{key}: {last_name} must come before {first_name} in {}", self.name);
    }
}

/// Looks at everything that every operation may answer.
struct Check<'a> {
    facts: &'a Facts,
    unions: Vec<Order>,
    seen: BTreeSet<String>,
}

impl Visitor for Check<'_> {
    fn operation<O: Operation>(&mut self) {
        let key = format!("{} {}", O::META.method, O::META.path);
        let Some(fact) = self.facts.operations.iter().find(|fact| fact.key() == key) else { return };
        // What only a newer description has goes to older clients too.
        for year in YEARS.into_iter().filter(|year| fact.is_in(year)) {
            let kinds: Vec<_> = fact.answers(year).into_iter().map(|(_, kind)| kind).collect();
            let sampler = Sampler { facts: self.facts, year, which: Which::All };
            for sample in samples(&sampler, fact) {
                let answer = O::Answer::read(sample).unwrap();
                let written = serde_json::from_slice(&answer.encode().unwrap()).unwrap();
                self.walk(&key, ".", &kinds, &written);
            }
        }
    }
}

impl Check<'_> {
    fn walk(&mut self, key: &str, name: &str, kinds: &[&str], value: &Ordered) {
        match value {
            Ordered::Object(fields) => {
                for order in self.unions.iter().filter(|order| order.is_at(name)) {
                    if name != "." || kinds.contains(&order.union.object) {
                        order.check(key, fields);
                        self.seen.insert(order.name.clone());
                    }
                }
                for (name, value) in fields {
                    self.walk(key, name, &[], value);
                }
            }
            Ordered::List(items) => items.iter().for_each(|item| self.walk(key, name, &[], item)),
            Ordered::Other => {}
        }
    }
}

/// JSON whose fields stand as in the text.
enum Ordered {
    Object(Vec<(String, Ordered)>),
    List(Vec<Ordered>),
    Other,
}

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> serde::de::Visitor<'de> for Any {
            type Value = Ordered;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Ordered::Object(fields))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ordered, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Ordered::List(items))
            }

            fn visit_bool<E>(self, _: bool) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }

            fn visit_str<E>(self, _: &str) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }

            fn visit_unit<E>(self) -> Result<Ordered, E> {
                Ok(Ordered::Other)
            }
        }

        deserializer.deserialize_any(Any)
    }
}
