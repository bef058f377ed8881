//! Addresses: how a person names a notice, finding or measure on the command line.

use super::{Desk, DeskError};
use crate::model::Target;
use crate::store::StoreError;

/// Fewest digits of a uid that are taken as one.
const PREFIX: usize = 4;

impl Desk {
    /// What a written address names. Addresses, simplest first:
    ///
    /// - a uid or at least four digits of its beginning, of a notice, finding or measure: `3fa9`, `3fa94c01d2e7b586`;
    /// - `N3`: the third notice of [`Self::notices`]; `N3.12`: its twelfth finding; `N3.12.2`: the second measure of that;
    ///   positions count what stands in the notice, whatever numbers are printed.
    ///
    /// # Errors
    /// [`super::ErrorKind::Usage`] when it names nothing, or more than one thing.
    pub fn locate(&self, address: &str) -> Result<Target, DeskError> {
        let address = address.trim();
        let lang = self.lang();
        if let Some(positions) = positions(address) {
            return self.descend(&positions).map_err(|error| match error {
                StoreError::NoSuch(_) => DeskError::usage(
                    lang.pick(format!("没有 {address}"), format!("there is no {address}")),
                    lang.pick("用 list 和 show 查看编号", "`list` and `show` tell the numbers"),
                ),
                other => self.fail(&other),
            });
        }
        let hex = address.to_ascii_lowercase();
        if hex.len() < PREFIX || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(DeskError::usage(
                lang.pick(
                    format!("无法识别的编号“{address}”"),
                    format!("{address:?} is not an address"),
                ),
                lang.pick(
                    "请写 N3、N3.12、N3.12.2，或 uid 的前四位以上",
                    "write N3, N3.12 or N3.12.2, or at least four digits of a uid",
                ),
            ));
        }
        match self.store.by_uid_prefix(&hex).map_err(|e| self.fail(&e))?.as_slice() {
            [target] => Ok(*target),
            [] => Err(DeskError::usage(
                lang.pick(format!("没有以 {hex} 开头的 uid"), format!("no uid begins with {hex}")),
                lang.pick("用 list 和 show 查看", "`list` and `show` tell the uids"),
            )),
            _ => Err(DeskError::usage(
                lang.pick(
                    format!("以 {hex} 开头的 uid 不止一个"),
                    format!("more than one uid begins with {hex}"),
                ),
                lang.pick("请多写几位", "write more of its digits"),
            )),
        }
    }

    /// The address of a thing in the form `N3.12.2` that [`Self::locate`] takes.
    pub fn address(&self, target: Target) -> Result<String, DeskError> {
        let positions = self.store.position(target).map_err(|e| self.fail(&e))?;
        let numbers: Vec<String> = positions
            .into_iter()
            .map(|position| (position + 1).to_string())
            .collect();
        Ok(format!("N{}", numbers.join(".")))
    }

    fn descend(&self, positions: &[usize]) -> Result<Target, StoreError> {
        let mut target = Target::Notice(self.store.nth_notice(positions.first().copied().unwrap_or(0))?);
        for position in positions.iter().skip(1) {
            target = match target {
                Target::Notice(notice) => Target::Finding(self.store.nth_finding(notice, *position)?),
                Target::Finding(finding) => Target::Measure(self.store.nth_measure(finding, *position)?),
                Target::Measure(_) => return Err(StoreError::NoSuch("measure")),
            };
        }
        Ok(target)
    }
}

/// The positions of `N3.12.2`, from 0; `None` for anything else.
fn positions(address: &str) -> Option<Vec<usize>> {
    let numbers = address.strip_prefix(['N', 'n'])?;
    let positions = numbers
        .split('.')
        .map(|number| number.parse::<usize>().ok()?.checked_sub(1));
    positions
        .collect::<Option<Vec<_>>>()
        .filter(|positions| positions.iter().all(|p| *p < u32::MAX as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_from_one() {
        assert_eq!(positions("N3.12.2"), Some(vec![2, 11, 1]));
        assert_eq!(positions("n1"), Some(vec![0]));
        for bad in ["N", "N0", "N1.", "N1.0", "N-1", "3fa9", "N1.x", "N99999999999999999999"] {
            assert_eq!(positions(bad), None, "{bad}");
        }
    }
}
