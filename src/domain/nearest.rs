//! The known word that a mistyped one was most likely meant to be.

/// The word most like `typed`, unless none is like it: at most a third of its letters, and at least one, differ.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = typed.chars().count();
    known
        .into_iter()
        .map(|word| (distance(&typed.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= (letters.max(word.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// Letters to insert, remove or replace to make one word the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (column, wanted) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn words_are_as_far_apart_as_their_letters() {
        for (one, other, far) in
            [("", "", 0), ("", "ab", 2), ("ab", "", 2), ("kitten", "sitting", 3), ("生产", "生", 1)]
        {
            assert_eq!(distance(one, other), far, "{one} {other}");
            assert_eq!(distance(other, one), far, "{other} {one}");
        }
    }

    #[test]
    fn only_a_word_that_is_like_it_is_offered() {
        let known = ["default", "prod", "staging"];
        assert_eq!(nearest("Prdo", known), None);
        assert_eq!(nearest("prd", known), Some("prod"));
        assert_eq!(nearest("PROD", known), Some("prod"));
        assert_eq!(nearest("defalt", known), Some("default"));
        assert_eq!(nearest("", known), None);
        assert_eq!(nearest("nj", ["gz", "bj"]), Some("bj"));
    }
}
