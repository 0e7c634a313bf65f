import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PersonName } from '../../../web/parts.tsx'
import { dayInWords } from '../../../web/time.tsx'
import type { Leader } from '../queries/members.ts'
import type { CommunityText, SeenCommunity } from '../queries/seen-community.ts'
import { RULES, type Facet } from '../rules.ts'
import { Crossings, Crumb, Facets, type Names } from './pieces.tsx'

export type CommunityProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly body: { readonly name: string; readonly slug: string; readonly language: string } | null
  readonly facets: readonly Facet[]
  readonly names: Names
  readonly members: number | null
  readonly leaders: readonly Leader[]
  readonly texts: readonly CommunityText[]
  /** What somebody reads who asked to come in, or was taken out. */
  readonly standing: { readonly state: 'waiting' | 'declined' | 'removed'; readonly day: string; readonly reason: string } | null
  readonly waiting: number
  readonly offered: boolean
  readonly mayUndoEnd: boolean
  readonly sections: readonly Child[]
  readonly things: readonly Child[]
}

/** What it is, who looks after it, what happens there, how one comes in. */
export function CommunityPage(props: CommunityProps) {
  const { page, community, texts } = props
  const { say } = page
  const { me } = community
  const open = community.access !== 'hidden' && community.hiddenFor === null && !community.youth
  return (
    <Layout
      page={page}
      title={open ? community.name : say('communities.one')}
      {...(open ? { description: community.summary } : {})}
      index={open}
      feeds={open && community.readable === 'everybody' ? [{ title: community.name, path: `/feeds/community/${community.id}` }] : []}
      shared={open ? { sort: 'community', id: community.id } : undefined}
    >
      <p class="crumb">
        <a href={href(page, '/communities')}>{say('communities.title')}</a>
      </p>
      <InLanguage as="h1" language={community.language}>
        {community.name}
      </InLanguage>
      <InLanguage as="p" language={community.language} class="lead">
        {community.summary}
      </InLanguage>
      <p class="status">
        <strong>{say(`communities.sort.${community.sort}`)}</strong> ·{' '}
        {say(community.jointly ? 'communities.jointly.short' : `communities.access.${community.access}.short`)} ·{' '}
        {say(`communities.readable.${community.readable}`)}
        {props.members === null ? null : ` · ${say('communities.members-count', { count: props.members })}`}
      </p>
      {community.hiddenFor === null ? null : <p class="note">{say('communities.taken-away')}</p>}
      <Ended {...props} />
      <ComingIn {...props} />
      {[...props.sections]}
      {me === null ? null : <Own {...props} />}
      <section>
        <h2>{say('communities.about')}</h2>
        <Facets page={page} facets={props.facets} names={props.names}>
          <dt>{say('communities.languages')}</dt>
          <dd>{say.list(community.languages.map((language) => say.language(language)))}</dd>
          {props.body === null ? null : (
            <>
              <dt>{say('communities.body.behind')}</dt>
              <dd>
                <a href={href(page, `/bodies/${encodeURIComponent(props.body.slug)}`)}>
                  <InLanguage language={props.body.language}>{props.body.name}</InLanguage>
                </a>
              </dd>
            </>
          )}
          <dt>{say('communities.founded')}</dt>
          <dd>{dayInWords(page, community.foundedOn)}</dd>
        </Facets>
        {open ? <Crossings page={page} facets={props.facets} names={props.names} /> : null}
        <Guardians page={page} community={community} texts={texts} />
      </section>
      <Leaders {...props} />
      <section>
        <h2>{say('communities.rules')}</h2>
        <ul>
          {RULES.map((rule) => (
            <li>{say(`community-rule.${rule}`)}</li>
          ))}
        </ul>
        <p>
          <a href={href(page, `${community.path}/governance`)}>{say('communities.governance')}</a>
        </p>
      </section>
      <Texts {...props} />
      {[...props.things]}
    </Layout>
  )
}

/** One that rests is held by two of whom one looks after nothing any more, or moves to another hub. */
const endedKey = ({ resting, jointly }: CommunityProps['community']) =>
  resting ? (jointly ? 'communities.rests' : 'communities.moves') : 'communities.has-ended'

function Ended({ page, community, mayUndoEnd }: CommunityProps) {
  const { say } = page
  if (community.state === 'running') return null
  return (
    <div class="note">
      <p>{say(endedKey(community))}</p>
      {mayUndoEnd ? (
        <Form page={page} action={href(page, `${community.path}/ending/withdrawal`)}>
          <button class="quiet">{say('communities.resume')}</button>
        </Form>
      ) : null}
    </div>
  )
}

function ComingIn({ page, community, standing, offered }: CommunityProps) {
  const { say } = page
  const { me, access, path } = community
  if (me !== null)
    return (
      <>
        {me.lapsesOn === null ? null : <p class="note">{say('communities.you-wait', { day: dayInWords(page, me.lapsesOn) })}</p>}
        {offered ? (
          <p class="note">
            {say('communities.you-are-offered')} <a href={href(page, `${path}/members`)}>{say('communities.members')}</a>
          </p>
        ) : null}
      </>
    )
  if (community.state === 'ended') return null
  if (standing !== null)
    return (
      <div class="note">
        <p>{say(`communities.standing.${standing.state}`, { day: dayInWords(page, standing.day) })}</p>
        {standing.reason === '' ? null : <blockquote dir="auto">{standing.reason}</blockquote>}
        <p class="actions">
          <a class="button quiet" href={href(page, standing.state === 'declined' ? `${path}/join` : '/me/communities')}>
            {say(standing.state === 'declined' ? 'communities.ask-again' : 'communities.mine')}
          </a>
        </p>
      </div>
    )
  // How one comes in says the room in which the two agree on it.
  if (community.jointly) return null
  return access === 'open' || access === 'request' ? (
    <p class="actions">
      <a class="button" href={href(page, `${path}/join`)}>
        {say(access === 'open' ? 'communities.join' : 'communities.ask')}
      </a>
    </p>
  ) : (
    <p class="note">{say('communities.by-link-alone')}</p>
  )
}

function Guardians({ page, community, texts }: Pick<CommunityProps, 'page' | 'community' | 'texts'>) {
  const { say } = page
  if (!community.youth) return null
  const said =
    texts.find(({ language, guardians }) => guardians !== '' && language === say.locale) ?? texts.find(({ guardians }) => guardians !== '')
  return (
    <>
      <h3>{say('communities.youth.rules')}</h3>
      <p>{say('communities.youth.rules.what')}</p>
      {said === undefined ? null : (
        <InLanguage as="p" language={said.language}>
          {said.guardians}
        </InLanguage>
      )}
    </>
  )
}

/** By name, as they agreed when they took the role. */
function Leaders({ page, leaders, community }: CommunityProps) {
  const { say } = page
  // Of what two hold together the room in which they agree on it says who looks after it, for each.
  if (community.jointly) return null
  const stewards = leaders.filter(({ role }) => role === 'steward')
  return (
    <section>
      <h2>{say('communities.who-looks-after')}</h2>
      {stewards.length === 0 ? <p>{say('communities.nobody-looks-after')}</p> : null}
      <ul class="rows">
        {leaders.map(({ name, card, role, awaySince }) => (
          <li>
            <PersonName page={page} name={name} card={card} /> · {say(`communities.role.${role}`)}
            {awaySince === null ? null : (
              <p class="quiet">
                {say('communities.last-looked', { day: dayInWords(page, awaySince) })}{' '}
                <a href={href(page, `${community.path}/governance`)}>{say('communities.propose-another')}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Texts({ page, community, texts }: CommunityProps) {
  const { say } = page
  const others = texts.filter(({ language }) => language !== community.language)
  if (others.length === 0) return null
  return (
    <details>
      <summary>{say('communities.other-languages')}</summary>
      <dl class="facts">
        {others.map(({ language, name, summary }) => (
          <>
            <dt>{say.language(language)}</dt>
            <dd>
              <InLanguage as="p" language={language}>
                <strong>{name}</strong>
              </InLanguage>
              <InLanguage as="p" language={language}>
                {summary}
              </InLanguage>
            </dd>
          </>
        ))}
      </dl>
    </details>
  )
}

/** For members: their ways about. */
function Own({ page, community, waiting }: CommunityProps) {
  const { say } = page
  const { path, leads, me, jointly } = community
  const ways = [
    [`${path}/welcome`, say('communities.welcome')],
    [`${path}/members`, say('communities.members')],
    ...(jointly ? [] : [[`${path}/invitations`, say('communities.invitations')] as const]),
    [`${path}/settings`, say('communities.settings')],
    ...(leads && !jointly ? [[`${path}/desk`, say('communities.desk', { count: waiting })] as const] : []),
    ...(me?.role === 'steward' ? [[`${path}/edit`, say('communities.edit')] as const] : []),
    ...(jointly ? [] : [[`${path}/texts`, say('communities.translate')] as const]),
    ...(me?.role === 'steward' && !jointly ? [[`${path}/move`, say('communities.move')] as const] : []),
    [`${path}/leave`, say('communities.leave')],
  ] as const
  return (
    <section>
      <h2>{say('communities.for-members')}</h2>
      <ul class="targets">
        {ways.map(([to, label]) => (
          <li>
            <a href={href(page, to)}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Act = readonly [to: string, act: 'introduce' | 'answer' | 'follow' | 'event' | 'about' | 'second' | 'charter' | 'write']

const actsOf = ({ path }: SeenCommunity): readonly Act[] => [
  [`${path}/posts/new?kind=introduction`, 'introduce'],
  [`${path}/posts?show=waiting`, 'answer'],
  ['/me/follows', 'follow'],
  ['/events', 'event'],
]

/** For whoever founded it: nobody is there yet to be greeted. */
const stepsOf = ({ path }: SeenCommunity): readonly Act[] => [
  [`${path}/edit`, 'about'],
  [`${path}/invitations`, 'second'],
  [`${path}/charter/draft`, 'charter'],
  [`${path}/posts/new`, 'write'],
]

/** After one has come in: three small things, none of them longer than three minutes; for whoever decides there, what it needs first. */
export function WelcomePage({ page, community, languages }: { page: Page; community: SeenCommunity; languages: readonly string[] }) {
  const { say } = page
  const founds = community.me?.role === 'steward' && !community.jointly
  const acts = founds ? stepsOf(community) : actsOf(community)
  return (
    <Layout page={page} title={say('communities.welcome')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.welcome')}</h1>
      <p class="lead">{say(founds ? 'communities.steps.lead' : 'communities.welcome.lead')}</p>
      {community.me?.lapsesOn == null ? null : (
        <p class="note">{say('communities.you-wait', { day: dayInWords(page, community.me.lapsesOn) })}</p>
      )}
      <ul class="cards">
        {acts.map(([to, act]) => (
          <li class="card">
            <h2>
              <a href={href(page, to)}>{say(`communities.act.${act}`)}</a>
            </h2>
            <p>{say(`communities.act.${act}.what`)}</p>
            {act === 'introduce' && languages.length > 0 ? (
              <p class="quiet">{say('communities.act.in-languages', { languages: say.list(languages.map((tag) => say.language(tag))) })}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <p>{say('communities.welcome.wishes')}</p>
      <ul class="targets">
        <li>
          <a href={href(page, '/me/follows')}>{say('communities.welcome.follows')}</a>
        </li>
        <li>
          <a href={href(page, '/preferences')}>{say('communities.welcome.languages')}</a>
        </li>
      </ul>
    </Layout>
  )
}
