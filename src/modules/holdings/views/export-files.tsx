import { raw } from 'hono/html'
import type { FileToPack } from '../../../platform/zip.ts'
import type { HeldData } from '../../../core/holding.ts'
import type { Say } from '../../../web/say.ts'

/** What the file says of itself. */
export type Made = {
  readonly say: Say
  readonly hub: string
  readonly address: string
  readonly at: Date
  readonly zone: string
}

type Held = ReadonlyMap<string, HeldData>
type Row = HeldData[string][number]

/** The three files of the archive, in the language in which it was asked for. */
export async function* filesOf(made: Made, held: Held): AsyncGenerator<FileToPack> {
  yield { name: 'README.txt', pieces: [readme(made)] }
  yield { name: 'index.html', pieces: [pageOf(made, held)] }
  yield { name: 'data.json', pieces: jsonOf(made, held) }
}

function readme({ say, hub, address, at, zone }: Made): string {
  const lines = [
    say('my-file.file-title', { hub }),
    say('my-file.file-made', { day: say.day(at, zone), address }),
    say('my-file.file-parts'),
    say('my-file.file-safe'),
    ...ABSENT.map((key) => `- ${say(key)}`),
  ]
  return `${lines.join('\n\n')}\n`
}

/** A list as a text, item by item, so that a long one is never whole in memory twice. */
function* jsonOf({ hub, address, at, say }: Made, held: Held): Generator<string> {
  yield `{"format":"passerelle-held-data/1","hub":${JSON.stringify({ name: hub, address })},"made":${JSON.stringify(at)},"language":${JSON.stringify(say.locale)},"rooms":{`
  for (const [place, [room, data]] of [...held].entries()) {
    yield `${place === 0 ? '' : ','}${JSON.stringify(room)}:{`
    for (const [index, [name, rows]] of Object.entries(data).entries()) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(name)}:[`
      for (const [number, row] of rows.entries()) yield `${number === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`
      yield ']'
    }
    yield '}'
  }
  yield '}}\n'
}

/** What no file can hold, each a sentence. */
const ABSENT = ['my-file.not-guest', 'my-file.not-reports', 'my-file.not-doors'] as const

const STYLE = `
:root { color-scheme: light dark; --line: #8886; }
body { font: 1.05rem/1.55 system-ui, sans-serif; max-inline-size: 62rem; margin: auto; padding: 1.5rem 1rem 4rem; }
h1, h2 { font-family: Georgia, serif; line-height: 1.25; }
h2 { margin-block-start: 2.5rem; border-block-end: 1px solid var(--line); }
h3 { margin-block-end: .3rem; }
dl { border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; margin: .8rem 0; }
dt { font: .85rem/1.4 ui-monospace, monospace; opacity: .8; }
dd { margin: 0 0 .3rem; overflow-wrap: anywhere; white-space: pre-wrap; }
@media print { dl { break-inside: avoid; } }`

function pageOf({ say, hub, address, at, zone }: Made, held: Held): string {
  const page = (
    <>
      {raw('<!doctype html>')}
      <html lang={say.locale} dir={say.dir}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="referrer" content="no-referrer" />
          <title>{say('my-file.file-title', { hub })}</title>
          <style>{raw(STYLE)}</style>
        </head>
        <body>
          <h1>{say('my-file.file-title', { hub })}</h1>
          <p>{say('my-file.file-made', { day: say.day(at, zone), address })}</p>
          <p>
            <strong>{say('my-file.file-safe')}</strong>
          </p>
          <h2>{say('my-file.absent')}</h2>
          <ul>
            {ABSENT.map((key) => (
              <li>{say(key)}</li>
            ))}
          </ul>
          {[...held].map(([room, data]) => (
            <RoomPart say={say} room={room} data={data} />
          ))}
        </body>
      </html>
    </>
  )
  if (page instanceof Promise) throw new TypeError('a file waits for nothing')
  return page.toString()
}

function RoomPart({ say, room, data }: { say: Say; room: string; data: HeldData }) {
  return (
    <section>
      <h2>{say(`holdings.room.${room}`)}</h2>
      {Object.entries(data).map(([name, rows]) => (
        <>
          <h3>{sentenceOf(say, room, name)}</h3>
          {rows.length === 0 ? <p>{say('my-file.nothing')}</p> : rows.map((row) => <OneRow say={say} row={row} />)}
        </>
      ))}
    </section>
  )
}

/** The room explains what it hands over. */
const sentenceOf = (say: Say, room: string, name: string): string => say([room, 'export', name].join('.'))

function OneRow({ say, row }: { say: Say; row: Row }) {
  return (
    <dl>
      {Object.entries(row).map(([name, value]) => (
        <>
          <dt lang="en" dir="ltr">
            {name}
          </dt>
          <dd dir="auto">{shown(say, value)}</dd>
        </>
      ))}
    </dl>
  )
}

function shown(say: Say, value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'boolean') return say(value ? 'my-file.yes' : 'my-file.no')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
