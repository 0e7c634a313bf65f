import { InLanguage, Layout } from '../../../web/layout.tsx'
import { address, href, type Page } from '../../../web/page.ts'
import { gatherings, type EditionCard, type SessionCard } from '../../gatherings/index.ts'
import { Crumb, DeedButton, isolated } from './pieces.tsx'

type AgendaProps = {
  readonly page: Page
  readonly edition: EditionCard
  readonly sessions: readonly SessionCard[]
  readonly stars: ReadonlySet<string>
  readonly clashes: ReadonlySet<string>
  /** The secret address, without language; null: none was made. */
  readonly feed: string | null
}

/** With an account it is kept on the hub; without one on the device, by a script, and nobody is told. */
export function AgendaPage({ page, edition, sessions, stars, clashes, feed }: AgendaProps) {
  const { say } = page
  const signedIn = page.actor.person !== null
  const days = Map.groupBy(sessions, (session) => gatherings.sessionDays(page, session))
  const list = [...days].map(([day, own]) => (
    <section>
      <h2>{day}</h2>
      <ul class="rows">
        {own.map((session) => (
          <Row page={page} edition={edition} session={session} marked={stars.has(session.id)} clashes={clashes.has(session.id)} />
        ))}
      </ul>
    </section>
  ))
  return (
    <Layout page={page} title={say('agenda.title')} scripts={signedIn ? ['times.js'] : ['times.js', 'own-agenda.js']} index={false}>
      <Crumb page={page} edition={edition} />
      <h1>{say('agenda.title')}</h1>
      <p class="lead">{say('agenda.lead')}</p>
      {sessions.length === 0 ? <p class="empty">{say('agenda.empty')}</p> : null}
      {signedIn ? (
        <div class="agenda">{list}</div>
      ) : (
        <own-agenda data-edition={edition.id} class="agenda">
          <p class="note" data-without>
            {say('agenda.sign-in')}{' '}
            <a href={href(page, `/sign-in?then=${encodeURIComponent(`${edition.path}/agenda`)}`)}>{say('sign-in.do')}</a>
          </p>
          <p class="note" data-with hidden>
            {say('agenda.on-device')}
          </p>
          {list}
          <p class="actions">
            <button type="button" class="plain" data-erase hidden>
              {say('agenda.erase')}
            </button>
          </p>
        </own-agenda>
      )}
      {signedIn ? <Feed page={page} edition={edition} feed={feed} /> : null}
    </Layout>
  )
}

type RowProps = { page: Page; edition: EditionCard; session: SessionCard; marked: boolean; clashes: boolean }

function Row({ page, edition, session, marked, clashes }: RowProps) {
  const { say } = page
  const title = isolated(session.title)
  return (
    <li
      class={marked ? 'marked' : undefined}
      data-session={session.id}
      data-from={session.hoursKnown ? session.startsAt.getTime() : undefined}
      data-to={session.hoursKnown ? session.endsAt.getTime() : undefined}
    >
      <p class="status">
        <gatherings.SessionHours page={page} session={session} />
      </p>
      <p>
        <a href={href(page, session.path)}>
          <InLanguage language={session.language}>{session.title}</InLanguage>
        </a>
      </p>
      {session.phase === 'called-off' ? (
        <p class="status late">
          <strong>{say('agenda.called-off')}</strong>
        </p>
      ) : null}
      <p class="status late" data-clash hidden={!clashes}>
        <strong>{say('agenda.clash')}</strong>
      </p>
      {page.actor.person === null ? (
        <label class="choice" hidden>
          <input type="checkbox" value={session.id} />
          <span>
            {say('agenda.mark')}
            <span class="aloud"> {title}</span>
          </span>
        </label>
      ) : (
        <DeedButton
          page={page}
          action={`${edition.path}/agenda`}
          fields={{ session: session.id, marked: marked ? '' : '1' }}
          label={say(marked ? 'agenda.unmark' : 'agenda.mark')}
          aloud={title}
          look={marked ? 'plain' : 'quiet'}
        />
      )}
    </li>
  )
}

function Feed({ page, edition, feed }: { page: Page; edition: EditionCard; feed: string | null }) {
  const { say } = page
  const at = `${edition.path}/agenda/feed`
  return (
    <details class="card">
      <summary>
        <h2>{say('agenda.feed')}</h2>
      </summary>
      <p>{say('agenda.feed-what')}</p>
      {feed === null ? null : (
        <p class="proof" dir="ltr">
          {address(page, feed)}
        </p>
      )}
      <div class="actions">
        <DeedButton page={page} action={at} label={say(feed === null ? 'agenda.feed-make' : 'agenda.feed-renew')} look="quiet" />
        {feed === null ? null : <DeedButton page={page} action={`${at}/end`} label={say('agenda.feed-end')} look="danger" />}
      </div>
    </details>
  )
}
