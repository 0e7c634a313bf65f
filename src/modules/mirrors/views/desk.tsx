import { Form, ProblemNote, SelectField, TextField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Held, Mirror, Version } from '../queries/shapes.ts'
import { MOST_FACILITATORS, UNEVEN_DAYS } from '../rules.ts'
import { Crumb, filledFor, Named, Said, Terms, Texts, Words, type Filled } from './pieces.tsx'

export type ListProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly mirrors: readonly Mirror[]
  readonly decides: boolean
  readonly filled: Filled | null
}

/** What a community holds together with others. */
export function MirrorsPage({ page, community, mirrors, decides, filled }: ListProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('mirrors.title')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('mirrors.title')}</h1>
      <p class="lead">{say('mirrors.lead')}</p>
      {mirrors.length === 0 ? <p class="empty">{say(decides ? 'mirrors.none.steward' : 'mirrors.none')}</p> : null}
      {mirrors.map((mirror) => (
        <article class="card" id={mirror.id}>
          <InLanguage as="h2" language={mirror.name.language}>
            {mirror.space === null ? mirror.name.text : <a href={href(page, mirror.space.path)}>{mirror.name.text}</a>}
          </InLanguage>
          <p>
            {say('mirrors.with')} <Named page={page} of={mirror.other} />
          </p>
          <p class="status">
            <strong>{say(mirror.waits === null ? `mirrors.state.${mirror.state}` : `mirrors.waits.${mirror.waits}`)}</strong> ·{' '}
            {dayInWords(page, mirror.since)}
          </p>
          <Said said={mirror.ended} />
          {decides ? (
            <p>
              <a href={href(page, `${community.path}/mirrors/${mirror.id}`)}>{say('mirrors.to-desk')}</a>
            </p>
          ) : null}
        </article>
      ))}
      {decides ? (
        <section id="propose">
          <h2>{say('mirrors.propose')}</h2>
          <p>{say('mirrors.propose.first')}</p>
          <ProblemNote page={page} problem={filled?.problem} />
          <form method="get" action={href(page, `${community.path}/mirrors/new`)}>
            <TextField
              name="with"
              label={say('mirrors.other')}
              hint={say('mirrors.other.hint')}
              value={filled?.values['with']}
              most={300}
              required
              problem={filled?.problem}
            />
            <button>{say('mirrors.propose.go')}</button>
          </form>
        </section>
      ) : null}
    </Layout>
  )
}

export type DeskProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly mirror: Mirror
  readonly versions: readonly Version[]
  /** Of an open one: who looks after it, and whom this side has named. */
  readonly held: Held | null
  readonly listed: readonly { readonly member: string; readonly name: string }[]
  readonly named: readonly { readonly member: string; readonly name: string }[]
  readonly mayAnswer: boolean
  readonly runs: boolean
  readonly filled: Filled | null
}

/** For stewards of one side: what is asked of them, and what has been said. */
export function DeskPage(props: DeskProps) {
  const { page, community, mirror, versions, runs } = props
  const { say } = page
  const waiting = versions.find(({ state }) => state === 'waiting')
  const agreed = versions.find(({ state }) => state === 'agreed') ?? null
  return (
    <Layout page={page} title={mirror.name.text} index={false}>
      <p class="crumb">
        <a href={href(page, `${community.path}/mirrors`)}>{say('mirrors.title')}</a>
      </p>
      <InLanguage as="h1" language={mirror.name.language}>
        {mirror.name.text}
      </InLanguage>
      <p class="lead">
        {say('mirrors.with')} <Named page={page} of={mirror.other} />
      </p>
      <p class="status">
        <strong>{say(`mirrors.state.${mirror.state}`)}</strong> · {dayInWords(page, mirror.since)}
      </p>
      <Said said={mirror.ended} />
      {mirror.space === null ? null : (
        <p>
          <a href={href(page, mirror.space.path)}>{say('mirrors.to-space')}</a>
        </p>
      )}
      {waiting === undefined ? null : <Waiting {...props} version={waiting} before={agreed} />}
      {agreed === null ? null : (
        <section>
          <h2>{say('mirrors.holds-now')}</h2>
          <Terms page={page} version={agreed} />
          <Texts page={page} version={agreed} heading="h3" />
        </section>
      )}
      {runs ? (
        <p class="actions">
          <a class="button quiet" href={href(page, `${community.path}/mirrors/${mirror.id}/change`)}>
            {say('mirrors.change')}
          </a>
        </p>
      ) : null}
      {mirror.state === 'open' ? <Facilitators {...props} /> : null}
      <Earlier {...props} shown={[waiting, agreed]} />
      {/* Whoever is asked says no in the answer. */}
      {runs && (waiting === undefined || agreed !== null || waiting.by === community.id) ? <Ending {...props} /> : null}
    </Layout>
  )
}

type WaitingProps = DeskProps & { readonly version: Version; readonly before: Version | null }

function Waiting(props: WaitingProps) {
  const { page, community, mirror, version, before, mayAnswer, filled } = props
  const { say } = page
  const ours = version.by === community.id
  const own = filledFor(filled, 'answer')
  return (
    <section id="waiting">
      <h2>{say(ours ? 'mirrors.waits.there' : 'mirrors.waits.here')}</h2>
      <p>{say('mirrors.answer-by', { day: dayInWords(page, version.answerBy) })}</p>
      <Said said={version.why} />
      <Terms page={page} version={version} />
      <Texts page={page} version={version} before={before} heading="h3" />
      {ours ? null : mayAnswer ? (
        <Form page={page} action={href(page, `${community.path}/mirrors/${mirror.id}/answer`)}>
          <ProblemNote page={page} problem={own?.problem} />
          <input type="hidden" name="number" value={String(version.number)} />
          <Words
            page={page}
            id="answer"
            label={say('mirrors.answer.words')}
            languages={community.languages}
            filled={own}
            required={false}
          />
          <p class="actions">
            {version.missing.length > 0 ? null : (
              <button name="agrees" value="yes">
                {say('mirrors.agree')}
              </button>
            )}{' '}
            <button name="agrees" value="no" class="quiet">
              {say('mirrors.decline')}
            </button>
          </p>
          <p class="quiet">{say('mirrors.or-change')}</p>
        </Form>
      ) : (
        <p class="note">{say('mirror.looks-after-both')}</p>
      )}
    </section>
  )
}

/** This side names its own; the other side's are there to read. */
function Facilitators(props: DeskProps) {
  const { page, community, mirror, held, listed, named, runs } = props
  const { say } = page
  const at = href(page, `${community.path}/mirrors/${mirror.id}/facilitators`)
  const own = held?.sides.find((side) => side.community.id === community.id)?.facilitators ?? []
  return (
    <section id="facilitators">
      <h2>{say('mirrors.facilitators')}</h2>
      <p>{say('mirrors.facilitators.lead', { days: UNEVEN_DAYS })}</p>
      {own.length + named.length === 0 ? <p class="empty">{say('mirrors.facilitators.none-here')}</p> : null}
      <ul class="rows">
        {own.map(({ member, name, acts }) => (
          <li>
            <bdi>{name}</bdi> <span class="quiet">{say(acts ? 'mirrors.acts' : 'mirrors.stands-by')}</span>
            <Withdraw {...{ page, at, member }} label={say('mirrors.facilitator.end')} />
          </li>
        ))}
        {named.map(({ member, name }) => (
          <li>
            <bdi>{name}</bdi> <span class="quiet">{say('mirrors.named')}</span>
            <Withdraw {...{ page, at, member }} label={say('mirrors.named.withdraw')} />
          </li>
        ))}
      </ul>
      {!runs || own.length + named.length >= MOST_FACILITATORS ? null : listed.length === 0 ? (
        <p class="empty">{say('mirrors.name-one.nobody')}</p>
      ) : (
        <Form page={page} action={at}>
          <ProblemNote page={page} problem={filledFor(props.filled, 'name')?.problem} />
          <SelectField
            name="member"
            label={say('mirrors.name-one')}
            hint={say('mirrors.name-one.hint')}
            options={listed.map(({ member, name }) => ({ value: member, label: name }))}
          />
          <button>{say('mirrors.name-one')}</button>
        </Form>
      )}
    </section>
  )
}

const Withdraw = ({ page, at, member, label }: { page: Page; at: string; member: string; label: string }) => (
  <Form page={page} action={`${at}/withdrawal`}>
    <input type="hidden" name="member" value={member} />
    <button class="quiet">{label}</button>
  </Form>
)

/** What was written before, with what was said to it. */
function Earlier({ page, versions, shown }: DeskProps & { readonly shown: readonly (Version | null | undefined)[] }) {
  const { say } = page
  const earlier = versions.filter((version) => !shown.includes(version))
  if (earlier.length === 0) return null
  return (
    <section>
      <h2>{say('mirrors.versions')}</h2>
      {earlier.map((version) => (
        <details>
          <summary>
            {say('mirrors.version', { number: version.number })} · {say(`mirrors.version.${version.state}`)} ·{' '}
            {dayInWords(page, version.on)}
          </summary>
          <Said said={version.why} />
          <Said said={version.answer} />
          <Terms page={page} version={version} />
          <Texts page={page} version={version} heading="h3" />
        </details>
      ))}
    </section>
  )
}

function Ending({ page, community, mirror, filled }: DeskProps) {
  const { say } = page
  const own = filledFor(filled, 'end')
  const label = say(mirror.state === 'open' ? 'mirrors.end' : 'mirrors.set-aside')
  return (
    <details open={own !== null} id="end">
      <summary>{label}</summary>
      <p>{say(mirror.state === 'open' ? 'mirrors.end.lead' : 'mirrors.set-aside.lead')}</p>
      <Form page={page} action={href(page, `${community.path}/mirrors/${mirror.id}/ending`)}>
        <ProblemNote page={page} problem={own?.problem} />
        <Words page={page} id="end" label={say('mirrors.end.why')} languages={community.languages} filled={own} />
        <button class="danger">{label}</button>
      </Form>
    </details>
  )
}
