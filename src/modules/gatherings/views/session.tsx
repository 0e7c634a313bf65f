import { dayIn } from '#base'
import type { Child } from 'hono/jsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionParts } from '../../../web/session-way.tsx'
import { PlaceHours, PlaceMoment } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { EditionCard } from '../queries/editions.ts'
import type { Host } from '../queries/hosts.ts'
import type { NoteText } from '../queries/note.ts'
import type { Holder } from '../queries/roles.ts'
import type { Block } from '../queries/run-sheet.ts'
import type { Question, SessionCard } from '../queries/sessions.ts'
import type { SessionVenues, Venue } from '../queries/venues.ts'
import { beginningOf } from '../rules.ts'
import { CalledOffNote, DeedButton, Discard, HostLinks, sessionDays } from './pieces.tsx'
import { NoteHost, NotePart } from './note.tsx'
import { RunSheet } from './run-sheet.tsx'

export type SessionProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly session: SessionCard
  readonly questions: readonly Question[]
  /** Of the briefing note, in the reader's language where it is there. */
  readonly note: NoteText | null
  readonly hosts: readonly Host[]
  readonly venues: SessionVenues
  /** Of the online room, for whoever has a part in the session. */
  readonly link: string | null
  readonly blocks: readonly Block[]
  readonly bodies: ReadonlyMap<string, Host>
  /** Roles whose holders this reader may see by name. */
  readonly holders: readonly Holder[]
  readonly sections: Child[]
  readonly desk: Child
  readonly preview: boolean
}

export function SessionPage(props: SessionProps) {
  const { page, edition, session, questions, note, blocks, bodies, sections, desk, preview } = props
  const { say } = page
  // While it is held, and afterwards, one comes for what is said in it; before, for what it is about.
  const begun = session.openedAt !== null
  return (
    <Layout
      page={page}
      title={session.title}
      description={say('session.description', { number: session.number, edition: edition.name })}
      scripts={['times.js', 'session-state.js']}
      shared={preview || session.phase === 'draft' ? undefined : { sort: 'session', id: session.id }}
    >
      <Crumb page={page} path={edition.path}>
        <InLanguage language={edition.language}>{edition.name}</InLanguage>
      </Crumb>
      {preview ? <p class="note">{say('gathering.preview-note')}</p> : null}
      <h1>
        <span class="status">{say('session.number', { number: session.number })}</span>
        <InLanguage language={session.language}>{session.title}</InLanguage>
      </h1>
      <SessionParts page={page} session={session} />
      <State page={page} session={session} />
      {session.calledOff === null ? null : <CalledOffNote page={page} calledOff={session.calledOff} zone={session.zone} sort="session" />}
      {session.calledOff === null && edition.calledOff !== null ? (
        <CalledOffNote page={page} calledOff={edition.calledOff} zone={edition.zone} sort="edition" />
      ) : null}
      <Facts {...props} />
      <p class="actions">
        <a href={href(page, `${session.path}/calendar.ics`)}>{say('calendar.take')}</a>
      </p>
      {desk}
      {begun ? sections : null}
      {note === null ? null : <NotePart page={page} note={note} part="scope" />}
      {questions.length === 0 ? null : (
        <section>
          <h2>{say('session.questions')}</h2>
          <ol>
            {questions.map((question) => (
              <li>
                <InLanguage language={question.language}>{question.text}</InLanguage>
              </li>
            ))}
          </ol>
          <p>
            <a href={href(page, `${session.path}/note`)}>{say('note.read')}</a>
          </p>
        </section>
      )}
      {note === null ? null : (
        <>
          <NotePart page={page} note={note} part="method" />
          <NoteHost page={page} note={note} />
        </>
      )}
      {begun ? null : sections}
      {blocks.length === 0 ? null : (
        <section>
          <h2>{say('session.run-sheet')}</h2>
          <RunSheet page={page} session={session} blocks={blocks} bodies={bodies} />
        </section>
      )}
    </Layout>
  )
}

const SHOWN = ['before', 'running', 'closed', 'called-off'] as const

/** All sentences are there, and one is shown: the script shows another when it is true. */
function State({ page, session }: { page: Page; session: SessionCard }) {
  const { say } = page
  if (session.phase === 'draft')
    return (
      <p class="status">
        <strong>{say('session.phase.draft')}</strong>
      </p>
    )
  return (
    <session-state src={href(page, `${session.path}/live`)} phase={session.phase}>
      <div role="status">
        {SHOWN.map((phase) => (
          <p data-phase={phase} hidden={phase !== session.phase}>
            <span class={phase === 'called-off' ? 'status late' : 'status'}>
              <strong>{say(`session.phase.${phase}`)}</strong>
            </span>
          </p>
        ))}
        <p class="note" data-changed hidden>
          <a href={href(page, session.path)}>{say('session.changed')}</a>
        </p>
      </div>
      {session.phase === 'before' || session.phase === 'running' ? (
        <p class="quiet" data-reload>
          {say('session.reload')}
        </p>
      ) : null}
    </session-state>
  )
}

function Facts({ page, session, hosts, venues, link, holders }: SessionProps) {
  const { say } = page
  return (
    <dl class="facts">
      <When page={page} session={session} />
      <dt>{say('session.where')}</dt>
      <dd>
        {venues.place === null ? null : <Place page={page} venue={venues.place} />}
        {venues.online === null ? null : <Online page={page} venue={venues.online} link={link} />}
        {venues.place === null && venues.online === null ? say('session.where-later') : null}
      </dd>
      <dt>{say('session.languages')}</dt>
      <dd>{say.list(session.languages.map((code) => say.language(code)))}</dd>
      <dt>{say('edition.held-by')}</dt>
      <dd>
        <HostLinks page={page} hosts={hosts} />
      </dd>
      {holders.map(({ person, name, role }) => (
        <>
          <dt>{say(`role.${role}`)}</dt>
          <dd>
            <a href={href(page, `/people/${person}`)}>
              <bdi>{name}</bdi>
            </a>
          </dd>
        </>
      ))}
    </dl>
  )
}

/** As planned; where the plan has no hours, when it was really opened and closed, or that the hours follow. */
function When({ page, session }: { page: Page; session: SessionCard }) {
  const { say } = page
  const { hoursKnown, openedAt, closedAt, zone } = session
  if (!hoursKnown && openedAt === null)
    return (
      <>
        <dt>{say('session.when')}</dt>
        <dd>
          <strong>{say('session.hours-later')}</strong>
          <p>{say('session.planned-for', { days: sessionDays(page, session) })}</p>
        </dd>
      </>
    )
  const begins = beginningOf(session)
  const ends = hoursKnown ? session.endsAt : closedAt
  // Within one day, and with the clock as it is all the time, the day is said once.
  if (begins !== null && ends !== null && dayIn(begins, zone) === dayIn(ends, zone) && say.zone(begins, zone) === say.zone(ends, zone))
    return (
      <>
        <dt>{say('session.when')}</dt>
        <dd>
          <strong>{say.day(begins, zone)}</strong> · <PlaceHours page={page} from={begins} to={ends} zone={zone} named />
        </dd>
      </>
    )
  return (
    <>
      {begins === null ? null : (
        <>
          <dt>{say('session.begins')}</dt>
          <dd>
            <PlaceMoment page={page} at={begins} zone={zone} />
          </dd>
        </>
      )}
      {ends === null ? null : (
        <>
          <dt>{say('session.ends')}</dt>
          <dd>
            <PlaceMoment page={page} at={ends} zone={zone} />
          </dd>
        </>
      )}
    </>
  )
}

const Place = ({ page, venue }: { page: Page; venue: Venue }) => (
  <>
    <InLanguage as="p" language={venue.language}>
      {venue.address === '' ? venue.name : `${venue.name}, ${venue.address}`}
    </InLanguage>
    {venue.access === '' ? null : (
      <details>
        <summary>{page.say('venue.access')}</summary>
        <InLanguage as="p" language={venue.language}>
          {venue.access}
        </InLanguage>
      </details>
    )}
  </>
)

const Online = ({ page, venue, link }: { page: Page; venue: Venue; link: string | null }) => (
  <p>
    {link === null ? (
      <>
        <InLanguage language={venue.language}>{venue.name}</InLanguage> <span class="status">{page.say('venue.link-later')}</span>
      </>
    ) : (
      <a href={link} rel="noreferrer">
        <InLanguage language={venue.language}>{venue.name}</InLanguage>
      </a>
    )}
  </p>
)

type DeskProps = {
  readonly page: Page
  readonly session: SessionCard
  readonly organiser: boolean
  readonly chair: boolean
  readonly mayAnnounce: boolean
  readonly mayCallOff: boolean
  readonly mayDiscard: boolean
}

/** What an organiser, and a chair, can do with a session. */
export function SessionDesk({ page, session, organiser, chair, mayAnnounce, mayCallOff, mayDiscard }: DeskProps) {
  const { say } = page
  const { path } = session
  const links = [
    ...(organiser || chair ? [['/run-sheet', say('run-sheet.title')]] : []),
    ...(organiser
      ? [
          ['/edit', say('session.edit')],
          ['/note/edit', say('session.edit-note')],
          ['/roles', say('roles.title')],
          ['/preview', say('gathering.preview')],
        ]
      : []),
    ...(mayCallOff ? [['/calling-off', say('session.call-off')]] : []),
  ]
  return links.length === 0 ? null : (
    <details class="card" open={session.state === 'draft'}>
      <summary>
        <h2>{say(organiser ? 'gathering.desk' : 'session.chair-desk')}</h2>
      </summary>
      <ul class="targets">
        {links.map(([to, label]) => (
          <li>
            <a href={href(page, `${path}${to}`)}>{label}</a>
          </li>
        ))}
      </ul>
      {mayAnnounce ? <DeedButton page={page} action={`${path}/announcement`} label={say('session.announce')} /> : null}
      {mayDiscard ? <Discard page={page} action={`${path}/discarding`} sort="session" /> : null}
    </details>
  )
}
