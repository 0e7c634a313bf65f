import { countryOptions } from '../../../web/countries.ts'
import { Checkbox, Form, ProblemNote, RadioField, SelectField, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { ConsentText } from '../queries/consent-texts.ts'
import type { OwnCard } from '../queries/own-card.ts'
import { audiencesUpTo, GENERATIONS, LANGUAGES, MOST_LETTERS, mostValues, widestFacet } from '../rules.ts'
import type { Facet } from '../tables.ts'

type Props = {
  readonly page: Page
  readonly facet: Facet
  readonly card: OwnCard
  readonly values: readonly string[]
  readonly audience: string
  readonly words: ConsentText
  readonly problem: Problem | undefined
}

export function FacetPage(props: Props) {
  const { page, facet, card, audience, words, problem } = props
  const { say } = page
  const told = card.facets.find((one) => one.facet === facet)
  const widest = widestFacet(card.under18, card.audience)
  return (
    <Layout page={page} title={say(`facet.${facet}`)} index={false}>
      <p class="crumb">
        <a href={href(page, '/me/card')}>{say('own-card.title')}</a>
      </p>
      <h1>{say(`facet.${facet}`)}</h1>
      <p class="lead">{say(`facet.${facet}.for`)}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `/me/facets/${facet}`)}>
        <Values {...props} />
        <SelectField
          name="audience"
          label={say('facet.audience')}
          hint={say(widest === 'nobody' ? (card.under18 ? 'facet.audience-young' : 'facet.audience-nobody') : 'facet.audience-hint')}
          value={audience}
          options={audiencesUpTo(widest).map((value) => ({ value, label: say(`audience.${value}`) }))}
          problem={problem}
        />
        <div class="card">
          <p id="consent">{words.text}</p>
          <input type="hidden" name="version" value={words.version} />
          <Checkbox name="agreed" label={say('consent.agree')} hint={say('consent.agree-hint')} checked={false} />
        </div>
        <p class="actions">
          <button type="submit">{say('facet.keep')}</button>
          <a class="button quiet" href={href(page, '/me/card')}>
            {say('facet.back')}
          </a>
        </p>
      </Form>
      {told === undefined ? null : <Withdrawal page={page} consent={told.consent} />}
    </Layout>
  )
}

export function Withdrawal({ page, consent, id }: { page: Page; consent: string; id?: string }) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `/me/consents/${consent}/withdrawal`)}>
      <p class="actions">
        <button type="submit" class="danger" aria-describedby={id}>
          {say('consent.withdraw')}
        </button>
      </p>
    </Form>
  )
}

/** One more line than is filled: without a script there is no button that adds one. */
function Values({ page, facet, values, problem }: Props) {
  const { say } = page
  if (facet === 'generation')
    return (
      <RadioField
        name="values.0"
        label={say('facet.generation.label')}
        value={values[0]}
        options={GENERATIONS.map((value) => ({ value, label: say(`generation.${value}`) }))}
        problem={problem}
      />
    )
  const most = mostValues(facet)
  const lines = Math.min(most, Math.max(3, values.length + 1))
  const options = facet === 'fields' || facet === 'interests' ? null : optionsOf(page, facet, values)
  return (
    <>
      {most === 1 ? null : <p class="hint">{say('facet.lines', { most })}</p>}
      {Array.from({ length: lines }, (_, line) => {
        const field = {
          name: `values.${line}`,
          label: say(`facet.${facet}.line`, { number: line + 1 }),
          value: values[line] ?? '',
          problem,
        }
        return options === null ? <TextField {...field} most={MOST_LETTERS} /> : <SelectField {...field} options={options} />
      })}
    </>
  )
}

function optionsOf({ say }: Page, facet: Facet, values: readonly string[]): readonly Option[] {
  const none = { value: '', label: say('facet.none') }
  if (facet !== 'languages') return [none, ...countryOptions(say)]
  const { compare } = new Intl.Collator(say.locale)
  const codes = [...new Set([...LANGUAGES, ...values.filter((value) => value !== '')])]
  const named = codes.map((value) => ({ value, label: say.language(value) }))
  return [none, ...named.toSorted((a, b) => compare(a.label, b.label))]
}
