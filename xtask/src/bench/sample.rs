//! Interleaved measurements, so that other load on the machine affects all of them equally.

use anyhow::Result;

/// One measurement.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sample {
    /// Rate.
    pub(super) per_second: f64,
    /// 99th percentile of the latency.
    pub(super) p99_milliseconds: Option<f64>,
    /// CPU time of the server per operation.
    pub(super) cpu_microseconds: Option<f64>,
}

impl Sample {
    pub(super) fn rate(per_second: f64) -> Self {
        Self { per_second, ..Self::default() }
    }
}

/// The results of one contestant in all rounds.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples(pub(super) Vec<Sample>);

impl Samples {
    pub(super) fn per_second(&self) -> f64 {
        median(self.0.iter().map(|sample| sample.per_second))
    }

    pub(super) fn p99_milliseconds(&self) -> Option<f64> {
        self.median_of(|sample| sample.p99_milliseconds)
    }

    pub(super) fn cpu_microseconds(&self) -> Option<f64> {
        self.median_of(|sample| sample.cpu_microseconds)
    }

    /// The median of the rounds' ratios: each round is compared with its own baseline, which cancels out other load.
    pub(super) fn ratio_to(&self, limit: &Self) -> f64 {
        median(self.0.iter().zip(&limit.0).map(|(own, limit)| own.per_second / limit.per_second))
    }

    fn median_of(&self, part: impl Fn(&Sample) -> Option<f64>) -> Option<f64> {
        let parts: Vec<_> = self.0.iter().filter_map(part).collect();
        (!parts.is_empty()).then(|| median(parts))
    }
}

pub(super) type Contestant<'a> = Box<dyn FnMut() -> Result<Sample> + 'a>;

/// A B C, A B C … for the given number of rounds; returns the results in order.
pub(super) fn in_turn(rounds: u32, mut contestants: Vec<Contestant<'_>>) -> Result<Vec<Samples>> {
    let mut samples = vec![Samples::default(); contestants.len()];
    for _ in 0..rounds {
        for (contestant, samples) in contestants.iter_mut().zip(&mut samples) {
            samples.0.push(contestant()?);
        }
    }
    Ok(samples)
}

pub(super) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_held_against_its_own_limit() {
        let samples = |rates: [f64; 3]| Samples(rates.map(Sample::rate).to_vec());
        // In the second round the machine was half as fast for both.
        let (own, limit) = (samples([80.0, 40.0, 70.0]), samples([100.0, 50.0, 100.0]));

        assert!((own.ratio_to(&limit) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn contestants_take_turns() {
        let turns = std::cell::RefCell::new(String::new());
        let contestant = |name: char| -> Contestant<'_> {
            let turns = &turns;
            Box::new(move || {
                turns.borrow_mut().push(name);
                Ok(Sample::rate(1.0))
            })
        };
        let samples = in_turn(3, vec![contestant('a'), contestant('b')]).unwrap();

        assert_eq!((turns.borrow().as_str(), samples[1].0.len()), ("ababab", 3));
    }
}
