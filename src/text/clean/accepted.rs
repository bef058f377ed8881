//! Readings of damaged text that a person accepted, put into the clean text. The source stays as it is.

use std::ops::Range;

use super::Clean;
use crate::text::map::Builder;

/// Puts readings for stretches of the source, which are in text order and do not overlap. What cleaning left nothing of is left out.
pub fn accept(clean: Clean, readings: &[(Range<usize>, String)]) -> Clean {
    if readings.is_empty() {
        return clean;
    }
    let mut text = String::with_capacity(clean.text.len());
    let mut map = Builder::default();
    let mut from = 0;
    for (range, reading) in readings {
        let range = clean.map.forward(range.clone());
        let Some(before) = clean.text.get(from..range.start) else {
            continue;
        };
        if range.is_empty() || clean.text.get(range.clone()).is_none() {
            continue;
        }
        text.push_str(before);
        map.keep(before.len());
        text.push_str(reading);
        map.replace(range.len(), reading.len());
        from = range.end;
    }
    text.push_str(clean.text.get(from..).unwrap_or_default());
    Clean {
        text,
        map: map.finish().over(&clean.map),
        repairs: clean.repairs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean::clean;

    #[test]
    fn a_reading_stands_in_the_text_and_leads_back_to_what_was_printed() {
        let source = "\u{feff}自202247日\u{200b}起，至5月止。";
        let damaged = source.find("202247日").unwrap();
        let damaged = damaged..damaged + "202247日".len();
        let read = accept(clean(source), &[(damaged.clone(), "2022年4月7日".to_owned())]);
        assert_eq!(read.text, "自2022年4月7日起，至5月止。");
        let at = read.text.find("2022年4月7日").unwrap();
        assert_eq!(read.map.back(at..at + "2022年4月7日".len()), damaged);
        let rest = read.text.find("至5月").unwrap();
        assert_eq!(&source[read.map.back(rest..rest + "至5月".len())], "至5月");
        // A place outside of the text changes nothing.
        assert_eq!(
            accept(clean(source), &[(900..910, "无".to_owned())]).text,
            clean(source).text
        );
    }
}
