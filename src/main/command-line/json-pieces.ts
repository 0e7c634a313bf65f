const PIECE_LENGTH = 2 ** 16

/** An object of a printed answer that would be too large to be made: its keys and values are asked for one by one. */
export class Keyed {
  readonly keys: ArrayLike<number>
  readonly valueAt: (place: number) => unknown

  constructor(keys: ArrayLike<number>, valueAt: (place: number) => unknown) {
    this.keys = keys
    this.valueAt = valueAt
  }
}

/** One line of JSON in pieces of some 64 kB, for all of it may be longer than a text can be: what JSON.stringify would say of these fields. */
export function* jsonPieces(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let waiting = ''
  for (const part of partsOf(fields)) {
    waiting += part
    if (waiting.length < PIECE_LENGTH) continue
    yield waiting
    waiting = ''
  }
  yield `${waiting}\n`
}

function* partsOf(fields: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{'
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    yield `${before}${JSON.stringify(name)}:`
    if (value instanceof Keyed) yield* keyed(value)
    else if (Array.isArray(value)) yield* listed(value)
    else yield JSON.stringify(value)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}

function* keyed({ keys, valueAt }: Keyed): Generator<string> {
  for (let place = 0; place < keys.length; place += 1) yield `${place === 0 ? '{' : ','}"${keys[place]}":${JSON.stringify(valueAt(place))}`
  yield keys.length === 0 ? '{}' : '}'
}

function* listed(values: readonly unknown[]): Generator<string> {
  for (const [place, value] of values.entries()) yield `${place === 0 ? '[' : ','}${JSON.stringify(value) ?? 'null'}`
  yield values.length === 0 ? '[]' : ']'
}
