import type { Child } from 'hono/jsx'
import { countryName } from '../../../web/countries.ts'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { Account } from '../queries/accounts.ts'
import type { BodyCard } from '../queries/body-cards.ts'
import type { BodyProfile } from '../queries/body-profile.ts'
import type { Chapters } from '../queries/chapters.ts'
import type { Officer } from '../queries/officers.ts'
import type { Verification } from '../queries/verification.ts'
import { focusOf, networkOf } from '../rules.ts'
import { isolated, LevelLine, LookAlikeWarning } from './level.tsx'
import { dayIn, Officers, PastOfficers, TermReminders } from './officers.tsx'

type Props = {
  readonly page: Page
  readonly body: BodyProfile
  readonly shown: Verification
  readonly chapters: Chapters
  readonly accounts: readonly Account[]
  readonly maySteward: boolean
  readonly isMember: boolean
  /** May the reader end this office? On this page, one's own alone. */
  readonly mayEnd: (officer: Officer) => boolean
  /** May the reader look after this office: its own holder, and stewards. */
  readonly mayLookAfter: (officer: Officer) => boolean
  /** What other rooms show of this body. */
  readonly sections: readonly Child[]
}

export function BodyPage({ page, body, shown, chapters, accounts, maySteward, isMember, mayEnd, mayLookAfter, sections }: Props) {
  const { say } = page
  const path = `/bodies/${encodeURIComponent(body.slug)}`
  return (
    <Layout
      page={page}
      title={body.name}
      description={body.summary}
      feeds={[{ title: body.name, path: `/feeds/body/${body.id}` }]}
      shared={body.archived ? undefined : { sort: 'body', id: body.id }}
    >
      <InLanguage as="h1" language={body.language}>
        {body.name}
      </InLanguage>
      <p class="quiet">{say(`body-kind.${body.kind}`)}</p>
      <LevelLine page={page} slug={body.slug} shown={shown} />
      <ArchiveNote page={page} body={body} />
      <LookAlikeWarning page={page} shown={shown} />
      <InLanguage as="p" language={body.language} class="lead">
        {body.summary}
      </InLanguage>
      {body.editedAt === null ? null : (
        <p class="quiet">
          <a href={href(page, `${path}/history`)}>{say('body.edited', { day: dayIn(page, body.editedAt), versions: body.edits + 1 })}</a>
        </p>
      )}
      <Facts page={page} body={body} umbrella={chapters.umbrella?.body ?? null} />
      {maySteward ? <Tending page={page} path={path} body={body} /> : null}
      {[...sections]}
      {body.expectations === '' ? null : (
        <section aria-labelledby="expectations">
          <h2 id="expectations">{say('body.expectations')}</h2>
          <InLanguage as="p" language={body.language}>
            {body.expectations}
          </InLanguage>
        </section>
      )}
      <ChapterList page={page} chapters={chapters} />
      <section aria-labelledby="officers">
        <h2 id="officers">{say('body.officers')}</h2>
        {body.officers.length === 0 ? (
          <p class="empty">{say('body.no-officers')}</p>
        ) : (
          <Officers page={page} body={body} mayEnd={mayEnd} mayLookAfter={mayLookAfter} />
        )}
        <PastOfficers page={page} before={body.before} />
        <p>{membersInWords(page, body.members)}</p>
        {isMember ? (
          <Form page={page} action={href(page, `${path}/membership/ending`)}>
            <p>{say('membership.yours')}</p>
            <p class="actions">
              <button type="submit" class="quiet">
                {say('membership.end')}
              </button>
            </p>
          </Form>
        ) : null}
      </section>
      <Elsewhere page={page} accounts={accounts} />
      <p class="quiet">
        <a href={href(page, `${path}/export`)}>{say('body.export')}</a>
      </p>
    </Layout>
  )
}

export const membersInWords = ({ say }: Page, members: number | null): string =>
  members === null ? say('body.members-few') : say('body.members', { members })

export function ArchiveNote({ page, body }: { page: Page; body: Pick<BodyProfile, 'archivedAt' | 'archivedBy'> }) {
  if (body.archivedAt === null) return null
  const day = dayIn(page, body.archivedAt)
  return (
    <p class="note">
      <strong>{page.say('archive.since', { day })}</strong>{' '}
      {page.say(
        body.archivedBy === 'operator' ? 'archive.abandoned' : body.archivedBy === 'move' ? 'archive.moves' : 'archive.by-stewards',
      )}
    </p>
  )
}

function Tending({ page, path, body }: { page: Page; path: string; body: BodyProfile }) {
  const { say } = page
  const archived = body.archivedAt !== null
  const often = archived ? ['people'] : ['edit', 'people']
  const tends = body.officers.some(({ person, role }) => role === 'steward' && person === page.actor.person)
  const seldom = archived ? ['archive'] : ['chapters', 'accounts', ...(tends ? ['move'] : []), 'archive']
  const label = (way: string) => say(way === 'archive' && archived ? 'body.reopen' : `body.${way}`)
  return (
    <>
      <TermReminders page={page} officers={body.officers} />
      <p class="actions">
        {often.map((way) => (
          <a class="button quiet" href={href(page, `${path}/${way}`)}>
            {label(way)}
          </a>
        ))}
      </p>
      <ul class="targets">
        {seldom.map((way) => (
          <li>
            <a href={href(page, `${path}/${way}`)}>{label(way)}</a>
          </li>
        ))}
      </ul>
    </>
  )
}

function Facts({ page, body, umbrella }: { page: Page; body: BodyProfile; umbrella: BodyCard | null }) {
  const { say } = page
  const focus = focusOf(body.kind)
  const { founded, countries, languages, web, contact } = body.said
  const facts: readonly (readonly [string, Child])[] = [
    ...(umbrella === null ? [] : [[say('body.umbrella'), <BodyLink page={page} body={umbrella} />] as const]),
    ...(focus === null || body.focus === ''
      ? []
      : [[say(`body-focus.${focus}`), <InLanguage language={body.language}>{body.focus}</InLanguage>] as const]),
    ...(founded === null ? [] : [[say('body.founded'), String(founded)] as const]),
    ...(countries.length === 0 ? [] : [[say('body.countries'), say.list(countries.map((code) => countryName(say.locale, code)))] as const]),
    ...(languages.length === 0 ? [] : [[say('body.languages'), say.list(languages.map(say.language))] as const]),
    ...(web === null
      ? []
      : [
          [
            say('body.web'),
            <a href={web} rel="nofollow noopener noreferrer">
              <bdi dir="ltr">{networkOf(web)}</bdi>
            </a>,
          ] as const,
        ]),
    ...(contact === null ? [] : [[say('body.contact'), <bdi dir="ltr">{contact}</bdi>] as const]),
  ]
  return facts.length === 0 ? null : (
    <dl class="facts">
      {facts.map(([term, value]) => (
        <>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  )
}

export function BodyLink({ page, body }: { page: Page; body: Pick<BodyCard, 'slug' | 'name' | 'language'> }) {
  return (
    <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
      <InLanguage language={body.language}>{body.name}</InLanguage>
    </a>
  )
}

function ChapterList({ page, chapters }: { page: Page; chapters: Chapters }) {
  const { say } = page
  if (chapters.chapters.length === 0 && chapters.before.length === 0) return null
  return (
    <section aria-labelledby="chapters">
      <h2 id="chapters">{say('chapter.list')}</h2>
      {chapters.chapters.length === 0 ? null : (
        <ul class="rows">
          {chapters.chapters.map(({ body, since }) => (
            <li>
              <BodyLink page={page} body={body} /> <span class="status">{say('chapter.since', { day: dayIn(page, since) })}</span>
            </li>
          ))}
        </ul>
      )}
      {chapters.before.length === 0 ? null : (
        <details>
          <summary>{say('chapter.before')}</summary>
          <ul class="rows">
            {chapters.before.map(({ body, side, since, until }) => (
              <li>
                <BodyLink page={page} body={body} />{' '}
                <span class="status">{say(`chapter.was-${side}`, { since: dayIn(page, since), until: dayIn(page, until) })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** `me` only where the other page says so too: a body that lists an account of somebody else does not make it its own. */
function Elsewhere({ page, accounts }: { page: Page; accounts: readonly Account[] }) {
  const { say } = page
  if (accounts.length === 0) return null
  return (
    <section aria-labelledby="elsewhere">
      <h2 id="elsewhere">{say('outside-account.title')}</h2>
      <p>{say('outside-account.what')}</p>
      <ul class="rows">
        {accounts.map((account) => (
          <li>
            <a href={account.url} rel={account.holds ? 'me nofollow noopener noreferrer' : 'nofollow noopener noreferrer'}>
              <bdi dir="ltr">{account.url.replace(/^https:\/\/(www\.)?|\/$/g, '')}</bdi>
            </a>
            <AccountState page={page} account={account} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function AccountState({ page, account }: { page: Page; account: Account }) {
  const { say } = page
  const { holds, method, checkedAt, failingSince } = account
  const network = isolated(account.network)
  if (holds && method !== null && checkedAt !== null)
    return (
      <p class="status">
        <strong>{say('outside-account.checked', { day: dayIn(page, checkedAt) })}</strong>{' '}
        {say(`outside-account.by.${method}`, { network })}
      </p>
    )
  return (
    <p class="status late">
      <strong>{say('outside-account.stated')}</strong>{' '}
      {failingSince === null || method === null ? null : say('outside-account.lapsed', { day: dayIn(page, failingSince) })}
    </p>
  )
}
