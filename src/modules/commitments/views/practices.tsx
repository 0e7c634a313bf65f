import type { Child } from 'hono/jsx'
import { countryName } from '../../../web/countries.ts'
import { SelectField } from '../../../web/fields.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords, DayWords } from '../../../web/time.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Adoption, Practice } from '../queries/practices.ts'
import type { Whole } from '../queries/read.ts'
import { PRACTICE_DAYS, pathOf, SDGS, type ResultState } from '../rules.ts'
import { BodyWords, Goals, GovernmentMark, OutLink } from './pieces.tsx'

type ListProps = {
  readonly page: Page
  readonly practices: readonly Practice[]
  readonly asked: Readonly<Record<string, string>>
  readonly countries: readonly string[]
}

/** What can be taken over elsewhere; what nobody has looked at for a year stands apart, and says so. */
export function PracticesPage({ page, practices, asked, countries }: ListProps) {
  const { say } = page
  const [fresh, old] = [practices.filter((one) => one.fresh), practices.filter((one) => !one.fresh)]
  const plain = Object.keys(asked).length === 0
  return (
    <Layout page={page} title={say('practice.list')} description={say('practice.list.lead')}>
      <Crumb page={page} path="/commitments">
        {say('commitment.board')}
      </Crumb>
      <h1>{say('practice.list')}</h1>
      <p class="lead">{say('practice.list.lead')}</p>
      <details open={!plain}>
        <summary>{say('commitment.filter')}</summary>
        <FilterForm page={page} asked={asked} countries={countries} />
      </details>
      {fresh.length === 0 ? (
        <p class="empty">{say(plain ? 'practice.none' : 'commitment.none-so')}</p>
      ) : (
        <Rows page={page} practices={fresh} />
      )}
      {old.length === 0 ? null : (
        <details>
          <summary>{say('practice.old', { count: old.length })}</summary>
          <Rows page={page} practices={old} />
        </details>
      )}
      <p class="quiet">{say('practice.rule', { days: PRACTICE_DAYS })}</p>
    </Layout>
  )
}

function FilterForm({ page, asked, countries }: Omit<ListProps, 'practices'>) {
  const { say } = page
  const any = { value: '', label: say('commitment.any') }
  const kinds = [
    { value: 'government', label: say('commitment.kind.government') },
    { value: 'society', label: say('commitment.kind.society') },
  ]
  const goals = SDGS.map((goal) => ({ value: String(goal), label: `${goal}. ${say(`sdg.${goal}`)}` }))
  const named = countries
    .map((value) => ({ value, label: countryName(say.locale, value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, say.locale))
  return (
    <form method="get" action={href(page, '/practices')}>
      <SelectField name="sdg" label={say('commitment.field.sdgs')} value={asked['sdg'] ?? ''} options={[any, ...goals]} />
      <SelectField name="kind" label={say('commitment.filter.kind')} value={asked['kind'] ?? ''} options={[any, ...kinds]} />
      <SelectField name="country" label={say('commitment.field.country')} value={asked['country'] ?? ''} options={[any, ...named]} />
      <button>{say('commitment.filter.do')}</button>
    </form>
  )
}

function Rows({ page, practices }: Pick<ListProps, 'page' | 'practices'>) {
  const { say } = page
  return (
    <ul class="cards">
      {practices.map((practice) => (
        <li class="card">
          <h2>
            <a href={href(page, practice.path)}>
              <InLanguage language={practice.wording.language}>{practice.wording.title}</InLanguage>
            </a>
          </h2>
          <p class="quiet">
            <BodyWords page={page} body={practice.card.lead} />
            <GovernmentMark page={page} body={practice.card.lead} />
            {practice.country === null ? null : <> · {countryName(say.locale, practice.country)}</>}
            {practice.adoptions.length === 0 ? null : <> · {say('practice.adopted-by', { count: practice.adoptions.length })}</>}
          </p>
          <CheckedWords page={page} practice={practice} />
        </li>
      ))}
    </ul>
  )
}

function CheckedWords({ page, practice: { checkedOn, endsOn, fresh } }: { page: Page; practice: Practice }) {
  const { say } = page
  return (
    <p class={fresh ? 'status' : 'status late'}>
      <strong>
        <span aria-hidden="true">{fresh ? '✓ ' : '! '}</span>
        {say('practice.checked', { day: dayInWords(page, checkedOn) })}
      </strong>{' '}
      · {say(fresh ? 'practice.ends' : 'practice.ended', { day: dayInWords(page, endsOn) })}
    </p>
  )
}

type PageProps = {
  readonly page: Page
  readonly whole: Whole
  readonly practice: Practice
  readonly doors: readonly string[]
  readonly sections: readonly Child[]
}

export function PracticePage({ page, whole, practice, doors, sections }: PageProps) {
  const { say } = page
  const { wording, card, behind, hiddenFor } = practice
  const parts = [
    ['commitment.field.did', wording.did],
    ['commitment.field.cost', wording.cost],
    ['commitment.field.worked', wording.worked],
    ['commitment.field.failed', wording.failed],
    ['commitment.field.whom', wording.whom],
  ] as const
  return (
    <Layout page={page} title={wording.title} description={wording.did.slice(0, 160)}>
      <Crumb page={page} path="/practices">
        {say('practice.list')}
      </Crumb>
      <h1>
        <InLanguage language={wording.language}>{wording.title}</InLanguage>
      </h1>
      {hiddenFor === null ? null : <p class="note">{say('practice.hidden')}</p>}
      <CheckedWords page={page} practice={practice} />
      {behind ? <p class="note">{say('commitment.behind')}</p> : null}
      <Doors page={page} id={card.id} doors={doors} />
      {parts.map(([heading, text]) => (
        <section>
          <h2>{say(heading)}</h2>
          <InLanguage as="p" language={wording.language}>
            {text}
          </InLanguage>
        </section>
      ))}
      <Shown page={page} whole={whole} />
      <Adoptions page={page} adoptions={practice.adoptions} />
      <Facts page={page} practice={practice} />
      {[...sections]}
    </Layout>
  )
}

function Doors({ page, id, doors }: { page: Page; id: string; doors: readonly string[] }) {
  const { say } = page
  if (doors.length === 0) return null
  return (
    <ul class="targets">
      {doors.map((door) => (
        <li>
          <a href={href(page, `${pathOf(id)}/${door}`)}>{say(door === 'practice' ? 'practice.edit' : `commitment.do.${door}`)}</a>
        </li>
      ))}
    </ul>
  )
}

/** What shows it: the evidence of the commitment, and what was measured last. */
function Shown({ page, whole: { evidence, indicators } }: Pick<PageProps, 'page' | 'whole'>) {
  const { say } = page
  const measured = indicators.flatMap(({ measurements, ...indicator }) => {
    const last = measurements.at(-1)
    return last === undefined ? [] : [{ ...indicator, last }]
  })
  return (
    <section>
      <h2>{say('commitment.evidence')}</h2>
      <ul class="rows">
        {measured.map(({ name, language, unit, target, last }) => (
          <li>
            <InLanguage as="p" language={language}>
              {name}
            </InLanguage>
            <p class="quiet">
              {say('commitment.value', { value: last.value, unit, target })} · <DayWords page={page} day={last.measuredOn} />{' '}
              <OutLink page={page} link={last.link} />
            </p>
          </li>
        ))}
        {evidence.map(({ text, language, link, checked }) => (
          <li>
            <InLanguage as="p" language={language}>
              {text}
            </InLanguage>
            <p class="quiet">
              {say(checked ? 'commitment.checked' : 'commitment.unchecked')} <OutLink page={page} link={link} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

const SIGNS: Readonly<Record<ResultState, string>> = { 'too-early': '…', awaited: '…', overdue: '!', told: '✓' }

function Adoptions({ page, adoptions }: { page: Page; adoptions: readonly Adoption[] }) {
  const { say } = page
  return (
    <section>
      <h2>{say('practice.adoptions')}</h2>
      {adoptions.length === 0 ? <p class="empty">{say('practice.adoptions.none')}</p> : null}
      <ul class="rows">
        {adoptions.map(({ body, adoptedOn, text, language, state, result }) => (
          <li>
            <p>
              <BodyWords page={page} body={body} />
              <GovernmentMark page={page} body={body} /> · {say('practice.since', { day: dayInWords(page, adoptedOn) })}
            </p>
            <InLanguage as="p" language={language}>
              {text}
            </InLanguage>
            <p class={state === 'overdue' ? 'status late' : 'status'}>
              <strong>
                <span aria-hidden="true">{SIGNS[state]} </span>
                {result === null
                  ? say(state === 'overdue' ? 'practice.result.overdue' : 'practice.result.to-come')
                  : say('practice.result', { outcome: result.outcome, day: dayInWords(page, result.on) })}
              </strong>
            </p>
            {result === null ? null : (
              <InLanguage as="p" language={result.language}>
                {result.text}
              </InLanguage>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ page, practice: { card, country, wording } }: Pick<PageProps, 'page' | 'practice'>) {
  const { say } = page
  return (
    <dl class="facts">
      <dt>{say('practice.from')}</dt>
      <dd>
        <a href={href(page, card.path)}>
          <InLanguage language={card.language}>{card.title}</InLanguage>
        </a>
      </dd>
      <dt>{say('practice.owner')}</dt>
      <dd>
        <BodyWords page={page} body={card.lead} />
        <GovernmentMark page={page} body={card.lead} /> · <bdi>{card.owner}</bdi>
      </dd>
      <dt>{say('practice.written')}</dt>
      <dd>
        <DayWords page={page} day={wording.writtenOn} /> · {say(`commitment.office.${wording.office}`)}
      </dd>
      {country === null ? null : (
        <>
          <dt>{say('commitment.field.country')}</dt>
          <dd>{countryName(say.locale, country)}</dd>
        </>
      )}
      {card.sdgs.length === 0 ? null : (
        <>
          <dt>{say('commitment.field.sdgs')}</dt>
          <dd>
            <Goals page={page} sdgs={card.sdgs} />
          </dd>
        </>
      )}
    </dl>
  )
}
