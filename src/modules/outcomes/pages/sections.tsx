import type { Reader } from '../../../platform/db.ts'
import type { EditionSection, Front, SessionSection } from '../../../web/manifest.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import { maySeeDraft } from '../policy.ts'
import { documentOf, placeAt } from '../queries/documents.ts'
import { isReleased, releasesOf } from '../queries/releases.ts'
import type { DocumentSort } from '../tables.ts'
import { documentName, VersionWords } from '../views/pieces.tsx'

/** On the hub's first page, once a document was released: where a copy of one is checked, whoever handed it over. */
export const front: Front = async (kit, page) => {
  const released = await kit.runner.db.selectFrom('outcome_release').select('document_id').limit(1).executeTakeFirst()
  return released === undefined ? null : (
    <p>
      {page.say('outcome.front')} <a href={href(page, '/check')}>{page.say('outcome.check.go')}</a>
    </p>
  )
}

type Wanted = { readonly edition: Parameters<typeof placeAt>[1]; readonly sort: DocumentSort; readonly number: number | null }

async function lineOf(db: Reader, page: Page, { edition, sort, number }: Wanted) {
  const { actor, now } = page
  const place = await placeAt(db, edition, { sort, number }, { actor, now })
  if (place === null) return null
  const document = await documentOf(db, place)
  const newest = document === null ? undefined : (await releasesOf(db, document)).find(isReleased)
  const prepares = maySeeDraft(actor, place.parts)
  // Where nothing was begun only those who can begin it are told of it.
  return document === null && !prepares
    ? null
    : { place, begun: document !== null, newest, prepares, until: document?.endorseUntil ?? null }
}

type Line = NonNullable<Awaited<ReturnType<typeof lineOf>>>

function Row({ page, line }: { readonly page: Page; readonly line: Line }) {
  const { say } = page
  const { place, begun, newest, prepares, until } = line
  return (
    <li>
      <a href={href(page, place.path)}>{documentName(page, place)}</a>{' '}
      <span class="quiet">
        {newest === undefined ? (
          say(begun ? 'outcome.waiting.begun' : 'outcome.waiting.not-begun')
        ) : (
          <VersionWords page={page} release={newest} />
        )}
      </span>
      {until !== null && place.today <= until ? (
        <p>
          <a href={href(page, `${place.path}/endorsements`)}>
            {say('outcome.endorsements.until', { day: dayInWords(page, until), over: 'no' })}
          </a>
        </p>
      ) : null}
      {prepares ? (
        <p>
          <a href={href(page, `${place.path}/edit`)}>{say('outcome.desk.go')}</a>
        </p>
      ) : null}
    </li>
  )
}

function drawn(page: Page, lines: readonly (Line | null)[]) {
  const there = lines.filter((line): line is Line => line !== null)
  if (there.length === 0) return null
  return (
    <section>
      <h2>{page.say('outcome.section')}</h2>
      <ul class="rows">
        {there.map((line) => (
          <Row page={page} line={line} />
        ))}
      </ul>
    </section>
  )
}

export const editionSectionOf: EditionSection = async ({ runner: { db } }, page, { path }) => {
  // In the words in which the page itself found it, so that it is read once.
  const [summit = '', name = ''] = path.split('/').slice(-2)
  const edition = { summit, edition: name }
  return drawn(page, [
    await lineOf(db, page, { edition, sort: 'report', number: null }),
    await lineOf(db, page, { edition, sort: 'outcome', number: null }),
  ])
}

export const sessionSectionOf: SessionSection = async ({ runner: { db } }, page, { editionId, path }) =>
  drawn(page, [await lineOf(db, page, { edition: { id: editionId }, sort: 'report', number: Number(path.split('/').at(-1)) })])
