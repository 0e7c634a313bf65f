import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Crumb } from '../../../web/parts.tsx'
import type { EditionCard, EditionText } from '../queries/editions.ts'
import type { Host } from '../queries/hosts.ts'
import type { ProgrammeDay } from '../queries/programme.ts'
import type { Block } from '../queries/run-sheet.ts'
import type { SummitCard } from '../queries/summits.ts'
import type { Venue } from '../queries/venues.ts'
import { CalledOffNote, daysOf, DeedButton, Discard, EditionState, HostLinks, Prose, SessionRow } from './pieces.tsx'
import { RunSheet } from './run-sheet.tsx'

export type EditionProps = {
  readonly page: Page
  readonly summit: Pick<SummitCard, 'name' | 'language' | 'slug'>
  readonly edition: EditionCard
  readonly text: EditionText
  readonly hosts: readonly Host[]
  readonly venues: readonly Venue[]
  readonly days: readonly ProgrammeDay[]
  /** The programme shows the sessions in this language alone. */
  readonly chosen: string | null
  readonly sections: Child[]
  readonly desk: Child
  readonly preview: boolean
}

export function EditionPage(props: EditionProps) {
  const { page, summit, edition, text, hosts, venues, sections, desk, preview } = props
  const { say } = page
  return (
    <Layout
      page={page}
      title={text.name}
      description={text.theme || text.summary.slice(0, 200)}
      shared={preview || edition.state === 'draft' ? undefined : { sort: 'edition', id: edition.id }}
      feeds={preview ? [] : [{ title: summit.name, path: `/feeds/summit/${edition.summitId}` }]}
      width="wide"
      scripts={['times.js']}
    >
      <Crumb page={page} path={`/summits/${summit.slug}`}>
        <InLanguage language={summit.language}>{summit.name}</InLanguage>
      </Crumb>
      {preview ? <p class="note">{say('gathering.preview-note')}</p> : null}
      <InLanguage as="h1" language={text.language}>
        {text.name}
      </InLanguage>
      {text.theme === '' ? null : (
        <InLanguage as="p" language={text.language} class="lead">
          {text.theme}
        </InLanguage>
      )}
      <EditionState page={page} edition={edition} />
      {edition.calledOff === null ? null : <CalledOffNote page={page} calledOff={edition.calledOff} zone={edition.zone} sort="edition" />}
      <p class="status">
        {say('edition.held-by')} <HostLinks page={page} hosts={hosts} />
      </p>
      {text.summary === '' ? null : <Prose language={text.language} text={text.summary} />}
      {desk}
      {sections}
      <Programme {...props} />
      {venues.length === 0 ? null : (
        <section>
          <h2>{say('edition.where')}</h2>
          <ul class="rows">
            {venues.map((venue) => (
              <VenueRow page={page} venue={venue} />
            ))}
          </ul>
        </section>
      )}
      {text.practical === '' ? null : (
        <section>
          <h2>{say('edition.practical')}</h2>
          <Prose language={text.language} text={text.practical} />
        </section>
      )}
    </Layout>
  )
}

function Programme({ page, edition, days, chosen }: EditionProps) {
  const { say } = page
  return (
    <section aria-labelledby="programme">
      <h2 id="programme">{say('edition.programme')}</h2>
      {edition.languages.length < 2 ? null : (
        <nav class="tabs" aria-label={say('edition.by-language')}>
          {[null, ...edition.languages].map((language) => (
            <a
              href={href(page, language === null ? `${edition.path}#programme` : `${edition.path}?language=${language}#programme`)}
              aria-current={language === chosen ? 'true' : undefined}
            >
              {language === null ? say('edition.all-languages') : say.language(language)}
            </a>
          ))}
        </nav>
      )}
      {days.length === 0 ? (
        <p class="empty">
          {say(chosen === null ? 'edition.no-sessions' : 'edition.no-sessions-in', { language: say.language(chosen ?? 'en') })}
        </p>
      ) : (
        days.map(({ sessions, ...day }) => (
          <>
            <h3>{daysOf(page, day)}</h3>
            <ul class="rows">
              {sessions.map((session) => (
                <SessionRow page={page} session={session} />
              ))}
            </ul>
          </>
        ))
      )}
      <p class="actions">
        <a href={href(page, `${edition.path}/programme`)}>{say('edition.print')}</a>
        <a href={href(page, `${edition.path}/calendar.ics`)}>{say('calendar.take')}</a>
      </p>
    </section>
  )
}

export const VenueRow = ({ page, venue }: { page: Page; venue: Venue }) => (
  <li>
    <p>
      <strong>
        <InLanguage language={venue.language}>{venue.name}</InLanguage>
      </strong>{' '}
      {venue.sort === 'online' ? <span class="quiet">{page.say('venue.online')}</span> : null}
    </p>
    {venue.address === '' ? null : (
      <InLanguage as="p" language={venue.language}>
        {venue.address}
      </InLanguage>
    )}
    {venue.access === '' ? null : (
      <InLanguage as="p" language={venue.language} class="status">
        {venue.access}
      </InLanguage>
    )}
  </li>
)

type DeskProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly texts: readonly EditionText[]
  readonly mayDiscard: boolean
}

/** What an organiser can do with an edition; each deed has its own page. */
export function EditionDesk({ page, edition, texts, mayDiscard }: DeskProps) {
  const { say } = page
  const { path, state } = edition
  const over = state === 'called-off'
  const links = [
    ...(over
      ? []
      : [
          ['/sessions/new', say('session.new')],
          ['/edit', say('edition.edit')],
          ['/texts', `${say('gathering.texts')} (${say.list(texts.map(({ language }) => say.language(language)))})`],
          ['/venues', say('venues.title')],
        ]),
    ['/hosts', say('hosts.title')],
    ['/preview', say('gathering.preview')],
    ...(state === 'announced' ? [['/calling-off', say('edition.call-off')]] : []),
  ]
  return (
    <details class="card" open={state === 'draft'}>
      <summary>
        <h2>{say('gathering.desk')}</h2>
      </summary>
      <ul class="targets">
        {links.map(([to, label]) => (
          <li>
            <a href={href(page, `${path}${to}`)}>{label}</a>
          </li>
        ))}
      </ul>
      {state === 'draft' ? <DeedButton page={page} action={`${path}/announcement`} label={say('edition.announce')} /> : null}
      {mayDiscard ? <Discard page={page} action={`${path}/discarding`} sort="edition" /> : null}
    </details>
  )
}

type ProgrammePageProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly days: readonly ProgrammeDay[]
  readonly sheets: ReadonlyMap<string, readonly Block[]>
  readonly bodies: ReadonlyMap<string, Host>
}

/** The whole programme on paper: every session with its blocks. */
export function ProgrammePage({ page, edition, days, sheets, bodies }: ProgrammePageProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('edition.programme-of', { edition: edition.name })} width="wide" scripts={['times.js']}>
      <Crumb page={page} path={edition.path}>
        <InLanguage language={edition.language}>{edition.name}</InLanguage>
      </Crumb>
      <h1>{say('edition.programme')}</h1>
      <EditionState page={page} edition={edition} />
      <p class="quiet">{say('edition.print-what', { zone: edition.zone })}</p>
      {days.map(({ sessions, ...day }) => (
        <section>
          <h2>{daysOf(page, day)}</h2>
          {sessions.map((session) => (
            <>
              <ul class="rows">
                <SessionRow page={page} session={session} />
              </ul>
              <RunSheet page={page} session={session} blocks={sheets.get(session.id) ?? []} bodies={bodies} links={false} />
            </>
          ))}
        </section>
      ))}
    </Layout>
  )
}
