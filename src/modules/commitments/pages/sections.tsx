import type { BodySection, EditionSection, Front, ThingSection } from '../../../web/manifest.ts'
import { href } from '../../../web/page.ts'
import { gatherings } from '../../gatherings/index.ts'
import { reportsOf } from '../queries/body-reports.ts'
import { bodyNames, commitmentCards, standings } from '../queries/cards.ts'
import { selectCommitments } from '../queries/facts.ts'
import { countsOf } from '../queries/list.ts'
import { supportersOf } from '../queries/parts.ts'
import { CountNumbers } from '../views/board.tsx'
import { CardRows } from '../views/pieces.tsx'
import { ReportRows } from '../views/reports.tsx'
import { bodiesOf } from './bodies.ts'
import { editionBefore } from './reading.tsx'
import { InLanguage } from '../../../web/layout.tsx'

/** So many are shown where they are not the matter of the page. */
const MOST = 5

/** On the hub's first page: what became of the promises, in numbers that lead to them. */
export const front: Front = async (kit, page) => {
  const { say, now } = page
  const counts = countsOf(await standings(kit.runner.db, now))
  if (Object.keys(counts).length === 0) return null
  return (
    <section>
      <h2>{say('commitment.front')}</h2>
      <CountNumbers page={page} counts={counts} asked={{}} />
      <p>
        <a href={href(page, '/commitments')}>{say('commitment.front.all')}</a> ·{' '}
        <a href={href(page, '/practices')}>{say('practice.list')}</a>
      </p>
    </section>
  )
}

/** An edition opens with what became of the promises of the one before; then what is promised at this one. */
export const editionSection: EditionSection = async (kit, page, edition) => {
  const { id } = edition
  const { say, actor, now } = page
  const { db } = kit.runner
  const before = await editionBefore({ kit }, edition, actor.locale)
  const earlier = before === null ? [] : await commitmentCards(db, { edition: before.id }, { actor, now })
  const own = await commitmentCards(db, { edition: id }, { actor, now })
  const mayMake = actor.person !== null && ((await bodiesOf(db, page)).length > 0 || (await gatherings.organisesEdition(db, id, actor)))
  if (earlier.length + own.length === 0 && !mayMake) return null
  return (
    <section>
      {earlier.length === 0 || before === null ? null : (
        <>
          <h2>{say('commitment.edition.before')}</h2>
          <p>
            <InLanguage language={before.language}>{before.name}</InLanguage>
          </p>
          <CountNumbers page={page} counts={countsOf(earlier)} asked={{ edition: before.id }} />
          <CardRows page={page} cards={earlier.slice(0, MOST)} />
          <p>
            <a href={href(page, `/commitments?edition=${before.id}`)}>{say('commitment.edition.all', { count: earlier.length })}</a>
          </p>
        </>
      )}
      {own.length === 0 && !mayMake ? null : (
        <>
          <h2>{say('commitment.edition.own')}</h2>
          {own.length === 0 ? <p class="empty">{say('commitment.none-here')}</p> : <CardRows page={page} cards={own.slice(0, MOST)} />}
          {own.length === 0 ? null : (
            <p>
              <a href={href(page, `/commitments?edition=${id}`)}>{say('commitment.edition.all', { count: own.length })}</a>
            </p>
          )}
          {mayMake ? (
            <p>
              <a href={href(page, `/commitments/new?edition=${id}`)}>{say('commitment.make')}</a>
            </p>
          ) : null}
        </>
      )}
    </section>
  )
}

/** On the page of a body: what it promised, what it supports, and whether it reports. */
export const bodySection: BodySection = async (kit, page, bodyId) => {
  const { say, actor, now } = page
  const { db } = kit.runner
  const led = await commitmentCards(db, { lead: bodyId }, { actor, now })
  const supported = await supportedBy(kit.runner.db, bodyId)
  const others = await commitmentCards(db, { ids: supported }, { actor, now })
  if (led.length + others.length === 0) return null
  const reports = await reportsOf(db, bodyId, now)
  const body = (await bodyNames(db, [bodyId], actor.locale))(bodyId)
  return (
    <section>
      <h2>{say('commitment.of-body')}</h2>
      <CardRows page={page} cards={[...led, ...others].slice(0, MOST)} />
      {led.length === 0 ? null : (
        <p>
          <a href={href(page, `/commitments?lead=${bodyId}`)}>{say('commitment.edition.all', { count: led.length })}</a>
        </p>
      )}
      {reports.length === 0 ? null : (
        <>
          <h3>
            <a href={href(page, `/commitments/reports/${body.slug}`)}>{say('commitment.reports')}</a>
          </h3>
          <ReportRows page={page} body={body} reports={reports.slice(0, 4)} />
        </>
      )}
    </section>
  )
}

async function supportedBy(db: Parameters<typeof supportersOf>[0], bodyId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('commitment_supporter')
    .select('commitment_id as id')
    .where('body_id', '=', bodyId)
    .where('state', '=', 'accepted')
    .execute()
  return rows.map(({ id }) => id)
}

/** Under a recommendation: what was promised because of it. It is known here by its sort alone. */
export const thingSection: ThingSection = async (kit, page, { sort, subject, toAuthor }) => {
  if (sort !== 'recommendation' || toAuthor) return null
  const { say, actor, now } = page
  const { db } = kit.runner
  const cards = await commitmentCards(db, { source: { sort, id: subject } }, { actor, now })
  const mayMake = actor.person !== null && (await bodiesOf(db, page)).length > 0
  const wanted = cards.length > 0 || mayMake ? undefined : await isWanted(db, subject)
  if (wanted === false) return null
  return (
    <section>
      <h2>{say('commitment.came-of-it')}</h2>
      {cards.length === 0 ? <p class="empty">{say('commitment.none-came')}</p> : <CardRows page={page} cards={cards} />}
      {mayMake ? (
        <p>
          <a href={href(page, `/commitments/new?source=${sort}:${subject}`)}>{say('commitment.make')}</a>
        </p>
      ) : null}
    </section>
  )
}

async function isWanted(db: Parameters<typeof selectCommitments>[0], recommendation: string): Promise<boolean> {
  const row = await db
    .selectFrom('commitment_wanted')
    .select('recommendation_id')
    .where('recommendation_id', '=', recommendation)
    .executeTakeFirst()
  return row !== undefined
}
