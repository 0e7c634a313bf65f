import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Say } from '../../../web/say.ts'
import type { ReadingCounts } from '../queries/reading-counts.ts'
import type { DeclaredRoom } from '../queries/tables.ts'

type Table = DeclaredRoom['tables'][number]
type Props = {
  readonly page: Page
  readonly rooms: readonly DeclaredRoom[]
  readonly counts: ReadingCounts
  /** True: only tables in which a row is somebody's. */
  readonly mine: boolean
  /** Which room is shown; `all`: each; none: a list of them. */
  readonly room: string | undefined
}

/** Every table of the database, in the rooms' own words, with the columns that the database itself names. */
export function TablesPage({ page, rooms, counts, mine, room }: Props) {
  const { say } = page
  const tables = rooms.flatMap((room) => room.tables)
  const personal = tables.filter(({ about }) => about !== 'nobody').length
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0)
  const listed = rooms.flatMap(({ room: name, tables: all }) => {
    const some = mine ? all.filter(({ about }) => about !== 'nobody') : all
    return some.length === 0 ? [] : [{ room: name, tables: some }]
  })
  const shown = listed.filter((one) => room === 'all' || room === one.room)
  const at = href(page, `/privacy/data?${mine ? 'of=me&' : ''}room=`)
  return (
    <Layout page={page} title={say('holdings.title')} description={say('holdings.lead')}>
      <p class="crumb">
        <a href={href(page, '/privacy')}>{say('nav.privacy')}</a>
      </p>
      <h1>{say('holdings.title')}</h1>
      <p class="lead">{say('holdings.lead')}</p>
      <p>{say('holdings.totals', { tables: tables.length, columns, personal })}</p>
      <p>{say('holdings.never')}</p>
      <p class="quiet">{say('holdings.sealed-what')}</p>
      <nav class="tabs" aria-label={say('holdings.views')}>
        <a href={href(page, '/privacy/data')} aria-current={mine ? undefined : 'page'}>
          {say('holdings.all')}
        </a>
        <a href={href(page, '/privacy/data?of=me')} aria-current={mine ? 'page' : undefined}>
          {say('holdings.mine')}
        </a>
      </nav>
      {shown.map((one) => (
        <RoomPart page={page} one={one} open={shown.length === 1} />
      ))}
      {room === 'all' ? null : (
        <ul class="targets">
          {listed.map((one) => (
            <li>
              <a href={`${at}${one.room}`} aria-current={one.room === room ? 'page' : undefined}>
                {say(`holdings.room.${one.room}`)}
              </a>{' '}
              <span class="quiet">{say('holdings.tables', { count: one.tables.length })}</span>
            </li>
          ))}
          <li>
            <a href={`${at}all`}>{say('holdings.whole')}</a>
          </li>
        </ul>
      )}
      <Elsewhere page={page} />
      <Readings page={page} counts={counts} />
      <Yours page={page} />
    </Layout>
  )
}

/** Where all are on one page each is folded away: it is dozens of screens long. */
function RoomPart({ page, one, open }: { page: Page; one: DeclaredRoom; open: boolean }) {
  const { say } = page
  return (
    <details open={open}>
      <summary>
        <h2 id={`room-${one.room}`}>{say(`holdings.room.${one.room}`)}</h2>
        <span class="quiet">{say('holdings.tables', { count: one.tables.length })}</span>
      </summary>
      <ul class="rows">
        {one.tables.map((table) => (
          <li id={table.table}>
            <OneTable page={page} room={one.room} table={table} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The three sentences belong to the room whose table it is. */
const sentenceOf = (say: Say, room: string, table: string, which: 'what' | 'why' | 'until'): string =>
  say([room, 'holds', table, which].join('.'))

function OneTable({ page, room, table }: { page: Page; room: string; table: Table }) {
  const { say } = page
  return (
    <>
      <h3>
        <code dir="ltr">{table.table}</code>
      </h3>
      <p>{sentenceOf(say, room, table.table, 'what')}</p>
      <dl class="facts">
        <dt>{say('holdings.why')}</dt>
        <dd>{sentenceOf(say, room, table.table, 'why')}</dd>
        <dt>{say('holdings.until')}</dt>
        <dd>
          {sentenceOf(say, room, table.table, 'until')}
          {table.keepsDays === null ? null : <span class="hint"> {say('holdings.swept')}</span>}
        </dd>
        <dt>{say('holdings.whose')}</dt>
        <dd>{say(`holdings.about.${table.about}`)}</dd>
      </dl>
      <details>
        <summary>{say('holdings.columns', { count: table.columns.length })}</summary>
        <ul>
          {table.columns.map(({ name, sort, sealed }) => (
            <li>
              <code dir="ltr">{name}</code> <span class="quiet">{say(`holdings.sort.${sort}`)}</span>
              {sealed ? <strong> · {say('holdings.sealed')}</strong> : null}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

/** What lies beside the tables of the rooms. */
function Elsewhere({ page }: { page: Page }) {
  const { say } = page
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">{say('holdings.elsewhere')}</h2>
      <ul>
        <li>{say('holdings.queue')}</li>
        <li>{say('holdings.migrations')}</li>
        <li>{say('holdings.memory')}</li>
        <li>{say('holdings.backups')}</li>
      </ul>
    </section>
  )
}

function Readings({ page, counts }: { page: Page; counts: ReadingCounts }) {
  const { say } = page
  return (
    <section aria-labelledby="readings">
      <h2 id="readings">{say('holdings.readings')}</h2>
      <p>{say('holdings.readings-what')}</p>
      <table aria-labelledby="readings">
        <tbody>
          {counts.map(({ reason, count }) => (
            <tr>
              <th scope="row">{say(`reading.reason.${reason}`)}</th>
              <td class="number">{count === null ? say('holdings.few') : say.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{say('holdings.readings-other')}</p>
    </section>
  )
}

function Yours({ page }: { page: Page }) {
  const { say } = page
  return (
    <p class="actions">
      <a class="button quiet" href={href(page, '/me/data')}>
        {say('my-data.title')}
      </a>
    </p>
  )
}
