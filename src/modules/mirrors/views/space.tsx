import { Checkbox, Form, ProblemNote, RadioField, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { OwnName } from '../../people/index.ts'
import type { Held, Version } from '../queries/shapes.ts'
import { Crumb, Named, Said, Terms, Texts, type Values } from './pieces.tsx'

export type SpaceProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly held: Held
  /** Which version is shown; null: none any more. */
  readonly shown: Version | null
  readonly before: Version | null
  readonly compares: boolean
}

/** Of a space that two hold together: which, by which rules, who looks after it for each. */
export function SpacePage(props: SpaceProps) {
  const { page, community, held, shown, before, compares } = props
  const { say } = page
  return (
    <Layout page={page} title={say('mirrors.holding')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('mirrors.holding')}</h1>
      <Sides page={page} community={community} held={held} heading="h2" />
      {held.sides.length === 0 ? null : <p class="quiet">{say('mirrors.turns')}</p>}
      <Said said={held.ended} />
      <Own {...props} />
      {shown === null ? null : (
        <section>
          <h2>{say('mirrors.rules')}</h2>
          <p>{say('mirrors.rules.both')}</p>
          <Terms page={page} version={shown} />
          {compares ? <p class="quiet">{say('mirrors.compared')}</p> : null}
          <Texts page={page} version={shown} before={compares ? before : null} heading="h3" />
          {before === null ? null : (
            <p>
              <a href={href(page, `${community.path}/held?version=${shown.number}${compares ? '' : '&compare'}`)}>
                {say(compares ? 'mirrors.compare.not' : 'mirrors.compare')}
              </a>
            </p>
          )}
        </section>
      )}
      <section>
        <h2>{say('mirrors.who-decides')}</h2>
        <ul>
          {(['one', 'both', 'own', 'ending'] as const).map((what) => (
            <li>{say(`mirrors.decides.${what}`)}</li>
          ))}
        </ul>
      </section>
      {held.versions.length < 2 ? null : (
        <section>
          <h2>{say('mirrors.versions')}</h2>
          <ul class="targets">
            {held.versions.map(({ number, answeredOn, on }) => (
              <li>
                <a
                  href={href(page, `${community.path}/held?version=${number}`)}
                  aria-current={number === shown?.number ? 'page' : undefined}
                >
                  {say('mirrors.version', { number })} · {dayInWords(page, answeredOn ?? on)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

type SidesProps = { readonly page: Page; readonly community: SeenCommunity; readonly held: Held; readonly heading: 'h2' | 'h3' }

/** Beside one another, in turns. Whoever may not know of both reads that there are two, and no more. */
export function Sides({ page, held, heading: Heading }: SidesProps) {
  const { say } = page
  if (held.sides.length === 0) return <p>{say('mirrors.by-two')}</p>
  return (
    <ul class="cards">
      {held.sides.map((side) => (
        <li class="card">
          <Heading>
            <Named page={page} of={side.community} />
          </Heading>
          {side.facilitators.length === 0 ? (
            <p class={held.state === 'open' ? 'status late' : 'quiet'}>
              {held.state === 'open' ? <strong>{say('mirrors.nobody')}</strong> : say('mirrors.nobody')}
            </p>
          ) : (
            <>
              <p class="quiet">{say('mirrors.looked-after')}</p>
              <ul class="rows">
                {side.facilitators.map(({ name, acts }) => (
                  <li>
                    <bdi>{name}</bdi> {acts ? null : <span class="quiet">{say('mirrors.stands-by')}</span>}
                  </li>
                ))}
              </ul>
            </>
          )}
          {side.members.length === 0 ? null : (
            <p>
              {say('mirrors.come-from-here')} <bdi>{say.list(side.members.map((name) => `\u2068${name}\u2069`))}</bdi>
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** For members: from which side, whether they show it, and what they were named for. */
function Own({ page, community, held }: SpaceProps) {
  const { say } = page
  const { mine, offers, comesFrom } = held
  const at = href(page, `${community.path}/held`)
  const named = held.sides.filter((side) => offers.includes(side.community.id))
  const from = held.sides.filter((side) => comesFrom.includes(side.community.id))
  return (
    <>
      {named.map((side) => (
        <div class="note" id="named">
          <p>
            {say('mirrors.you-are-named')} <Named page={page} of={side.community} />
          </p>
          {mine === null ? (
            <p>
              <a href={href(page, `${community.path}/come-in`)}>{say('mirrors.come-in-first')}</a>
            </p>
          ) : (
            <Form page={page} action={`${at}/facilitating`}>
              <input type="hidden" name="side" value={side.community.id} />
              <p>{say('mirrors.accept.what')}</p>
              <button>{say('mirrors.accept')}</button>
            </Form>
          )}
          <Form page={page} action={`${at}/facilitating/end`}>
            <button class="quiet">{say('mirrors.not-me')}</button>
          </Form>
        </div>
      ))}
      {mine === null || held.state === 'ended' ? null : mine.facilitates ? (
        <Form page={page} action={`${at}/facilitating/end`}>
          <button class="quiet">{say('mirrors.lay-down')}</button>
        </Form>
      ) : from.length === 0 ? null : (
        <details>
          <summary>{say('mirrors.my-side')}</summary>
          <Form page={page} action={`${at}/side`}>
            <FromSide page={page} sides={from} value={mine.side ?? undefined} shown={mine.shown} />
            <button>{say('mirrors.keep')}</button>
          </Form>
        </details>
      )}
    </>
  )
}

type FromSideProps = {
  readonly page: Page
  readonly sides: Held['sides']
  readonly value: string | undefined
  readonly shown: boolean
  readonly problem?: Problem | undefined
}

function FromSide({ page, sides, value, shown, problem }: FromSideProps) {
  const { say } = page
  return (
    <>
      <RadioField
        name="side"
        label={say('mirrors.from-side')}
        hint={say('mirrors.from-side.hint')}
        value={value ?? (sides.length === 1 ? sides[0]?.community.id : undefined)}
        options={sides.map(({ community }) => ({ value: community.id, label: community.name, lang: community.language }))}
        problem={problem}
      />
      <Checkbox name="shown" label={say('mirrors.show-side')} hint={say('mirrors.show-side.hint')} checked={shown} />
    </>
  )
}

export type ComeInProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly held: Held
  readonly identities: readonly OwnName[]
  readonly values: Values
  readonly problem?: Problem | undefined
}

/** By one's own press, with the rules before one's eyes. */
export function ComeInPage(props: ComeInProps) {
  const { page, community, held, values, problem } = props
  const { say } = page
  const from = held.sides.filter((side) => held.comesFrom.includes(side.community.id))
  const [rules] = held.versions
  return (
    <Layout page={page} title={say('mirrors.come-in')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('mirrors.come-in')}</h1>
      {page.actor.account === null ? (
        <div class="empty">
          <p>{say('mirrors.come-in.sign-in')}</p>
          <p class="actions">
            <a class="button" href={href(page, `/sign-in?then=${encodeURIComponent(`${community.path}/come-in`)}`)}>
              {say('sign-in.do')}
            </a>
          </p>
        </div>
      ) : from.length === 0 ? (
        <div class="empty">
          <p>{say('mirrors.come-in.neither')}</p>
          <ul class="targets">
            {held.sides.map((side) => (
              <li>
                <Named page={page} of={side.community} />
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <>
          <ProblemNote page={page} problem={problem} />
          <Form page={page} action={href(page, `${community.path}/come-in`)}>
            <FromSide page={page} sides={from} value={values['side']} shown={values['shown'] === 'on'} problem={problem} />
            <ByWhichName {...props} />
            {rules === undefined ? null : (
              <section>
                <h2>{say('mirrors.rules')}</h2>
                <p>{say('mirrors.come-in.rules')}</p>
                <Texts page={page} version={rules} heading="h3" />
              </section>
            )}
            <button>{say('mirrors.come-in')}</button>
          </Form>
        </>
      )}
    </Layout>
  )
}

const MOST_NAMES = 5

function ByWhichName({ page, identities, values, problem }: ComeInProps) {
  const { say } = page
  const acting = identities.find((one) => one.acting)?.person
  const more = identities.length < MOST_NAMES
  return (
    <>
      <RadioField
        name="as"
        label={say('mirrors.by-which-name')}
        hint={say('mirrors.by-which-name.hint')}
        value={values['as'] ?? acting}
        options={[
          ...identities.map(({ person, name }) => ({ value: person, label: name })),
          ...(more ? [{ value: 'new', label: say('mirrors.new-name') }] : []),
        ]}
        problem={problem}
      />
      {more ? (
        <TextField
          name="name"
          label={say('mirrors.new-name.field')}
          value={values['name']}
          most={60}
          autocomplete="off"
          problem={problem}
        />
      ) : null}
    </>
  )
}

/** By another name one acts as that one first. */
export function EnteredPage({ page, name, person, path }: { page: Page; name: string; person: string; path: string }) {
  const { say } = page
  return (
    <Layout page={page} title={say('mirrors.entered')} index={false}>
      <h1>{say('mirrors.entered')}</h1>
      <p class="lead">
        {say('mirrors.entered.as')} <bdi>{name}</bdi>
      </p>
      <p>{say('mirrors.entered.switch')}</p>
      <Form page={page} action={href(page, `/me/identities/${person}/acting`)}>
        <input type="hidden" name="then" value={path} />
        <button>{say('mirrors.entered.do')}</button>
      </Form>
    </Layout>
  )
}
