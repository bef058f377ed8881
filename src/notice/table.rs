//! Reading the room's tables: tab-separated columns, `#` opens a comment line.

/// The rows of a table, each split into its columns.
pub(super) fn rows(source: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    source
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// First column and each word of the second.
pub(super) fn words(source: &'static str) -> Vec<(&'static str, &'static str)> {
    rows(source)
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .flat_map(|(key, words)| words.split_whitespace().map(move |word| (key, word)))
        .collect()
}

/// The words of the rows with that key.
pub(super) fn words_of(source: &'static str, key: &str) -> Vec<&'static str> {
    words(source)
        .into_iter()
        .filter(|(found, _)| *found == key)
        .map(|(_, word)| word)
        .collect()
}
