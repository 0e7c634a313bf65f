import type { FindingCode, FindingData } from '#merkle-log'

type Sentence = (data: FindingData) => string

/** What each finding about a log says to whoever reads the terminal. */
export const SENTENCES: Readonly<Record<FindingCode, Sentence>> = {
  'checkpoint.missing': () => 'There is no checkpoint, so nothing says what the log is.',
  'checkpoint.malformed': () => 'The checkpoint is none: three lines and signatures below them.',
  'checkpoint.signed': ({ origin, size, key, root }) =>
    `The key ${key} of ${origin} signed a tree of ${size} entries with the root ${root}.`,
  'checkpoint.unsigned': ({ origin }) =>
    `The checkpoint of ${origin} bears no signature of a log that you know. It may be another log's, or somebody's else.`,
  'checkpoint.broken': ({ origin, key }) => `The signature of ${origin} was not made with the key ${key} over this checkpoint.`,
  'checkpoint.unchecked': ({ key }) => `The signature with the key ${key} could not be checked here.`,
  'witness.signed': ({ witness, time }) => `The witness ${witness} has seen this checkpoint, and signed it at ${time}.`,
  'witness.broken': ({ witness }) => `The signature that stands for the witness ${witness} was not made with its key over this checkpoint.`,
  'witness.unchecked': ({ witness }) => `The witness ${witness} signs in a way that cannot be checked here.`,
  'quorum.met': ({ signed, of, quorum }) => `Enough witnesses have signed: ${signed} of ${of}, as your policy asks (${quorum}).`,
  'quorum.missed': ({ signed, of, quorum }) => `Too few witnesses have signed: ${signed} of ${of}, and your policy asks for ${quorum}.`,
  'quorum.none': () =>
    'No witness is asked for. Whoever holds the key could show you another log than others; compare a checkpoint with theirs, or name witnesses with --policy.',
  'older.malformed': () => 'The older checkpoint is none.',
  'older.unsigned': ({ from }) => `The older checkpoint, of ${from} entries, was not signed by a log that you know.`,
  'older.other-log': () => 'The older checkpoint is one of another log.',
  'consistency.holds': ({ from, to }) => `The ${to} entries begin with the ${from} of the older checkpoint, unchanged.`,
  'consistency.broken': ({ from, to }) =>
    `The past was rewritten: the ${to} entries do not begin with the ${from} of the older checkpoint. Keep both checkpoints; together they prove it.`,
  'consistency.unknown': ({ from, to }) =>
    `Whether the ${to} entries begin with the ${from} of the older checkpoint cannot be told: the files are not what was signed.`,
  'consistency.split': ({ from }) =>
    `There are two logs: both checkpoints are signed, both have ${from} entries, and these are not the same. Keep both; together they prove it.`,
  'consistency.shorter': ({ from, to }) => `The log has become shorter: ${to} entries, and it had ${from}. A log only grows.`,
  'consistency.first': () => 'Nothing older was given to compare with. Keep this checkpoint, and give it the next time: --since <file>.',
  'tile.missing': ({ at }) => `The file ${at} is missing or too short.`,
  'tile.differs': ({ at, place }) =>
    `The file ${at} does not follow from what is below it; the first hash that differs is number ${place}.`,
  'tiles.hold': ({ tiles }) => `Every tile follows from the entries (tiles: ${tiles}).`,
  'entries.missing': ({ at }) => `The entries in ${at} are missing.`,
  'entries.malformed': ({ at }) => `The file ${at} ends within an entry, or has too few.`,
  'entry.differs': ({ index, at, tile }) => `Entry ${index}, in ${at}, is not the one whose hash is in ${tile}.`,
  'entries.hold': ({ entries }) => `Every entry was read, and is the one that the tree holds (entries: ${entries}).`,
  'root.same': ({ size, signed }) => `The root over the ${size} entries is the one that was signed (${signed}).`,
  'root.differs': ({ size, signed, recomputed }) =>
    `The root over the ${size} entries is not the one that was signed: signed ${signed}, recomputed ${recomputed}.`,
  'root.unknown': ({ size }) => `The root over the ${size} entries cannot be worked out, because files are missing.`,
  'more.fail': ({ count }) => `${count} more are wrong in this way, and are not named.`,
  'receipt.malformed': () => 'The file is no receipt, or was changed.',
  'receipt.no-entry': () => 'The receipt does not hold what it is for. Give the entry too: --entry <file>.',
  'receipt.holds': ({ index, size }) => `The entry is number ${index} of the ${size} that the checkpoint stands for.`,
  'receipt.broken': ({ index, size }) =>
    `The receipt does not show that the entry is number ${index} of the ${size} that the checkpoint stands for.`,
}
