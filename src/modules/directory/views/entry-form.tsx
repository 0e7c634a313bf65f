import { countryName, countryOptions } from '../../../web/countries.ts'
import { CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { BodyCard } from '../../organisations/index.ts'
import { fieldsOf, LONGEST, MOST, type Field } from '../rules.ts'
import { ACCEPTS, MEMBERSHIPS } from '../tables.ts'
import { placeName, type Names } from './words.ts'

/** As it stands in the form. */
export type Written = {
  readonly places: readonly string[]
  readonly place: string
  readonly origins: readonly string[]
  readonly topics: readonly string[]
  readonly accepts: readonly string[]
  readonly membership: string
  readonly language: string
  readonly postal: string
  readonly hours: string
  /** What fits the kind: as lines. */
  readonly fields: Readonly<Record<string, readonly string[]>>
}

type Props = {
  readonly page: Page
  readonly body: BodyCard
  readonly written: Written
  readonly names: Names
  readonly problem?: Problem | undefined
}

/** What people write here in, beside the hub's own languages. */
const WRITTEN = 'am bn de es fa ff ga ha hi ht ig it kab ln mg pa pl ps pt ro ru so sw ta ti tl tr uk ur vi wo yo zh'.split(' ')

function languageOptions({ say, locales }: Page, more: readonly string[]): readonly Option[] {
  const { compare } = new Intl.Collator(say.locale)
  return [...new Set([...locales, ...WRITTEN, ...more])]
    .map((value) => ({ value, label: say.language(value) }))
    .toSorted((a, b) => compare(a.label, b.label))
}

export function EntryForm({ page, body, written, names, problem }: Props) {
  const { say } = page
  const at = `/directory/${encodeURIComponent(body.slug)}/edit`
  const named = written.places.flatMap((id) => {
    const place = names.places.get(id)
    return place === undefined ? [] : [{ value: id, label: placeName(say, place) }]
  })
  return (
    <Layout page={page} title={say('directory.form.title')} index={false}>
      <p class="crumb">
        <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}`)}>
          <InLanguage language={body.language}>{body.name}</InLanguage>
        </a>
      </p>
      <h1>{say('directory.form.title')}</h1>
      <p class="lead">{say('directory.form.lead')}</p>
      <p>
        <a href={href(page, `/bodies/${encodeURIComponent(body.slug)}/edit`)}>{say('directory.form.facts')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, at)}>
        <Kept name="places" label={say('directory.facet.place')} options={named} chosen={written.places} problem={problem} />
        <TextField
          name="place"
          label={say('directory.form.add-place')}
          hint={say('directory.form.add-place-hint', { most: MOST.places })}
          value={written.place}
          most={80}
          problem={problem}
        />
        <Several
          page={page}
          name="origins"
          label={say('directory.facet.origin')}
          add={say('directory.form.add-origin')}
          options={countryOptions(say)}
          extra={(value) => countryName(say.locale, value)}
          chosen={written.origins}
          problem={problem}
        />
        <Several
          page={page}
          name="topics"
          label={say('directory.facet.topic')}
          add={say('directory.form.add-topic')}
          options={names.topics.map(({ key, name, language }) => ({ value: key, label: name, lang: language }))}
          chosen={written.topics}
          problem={problem}
        />
        <CheckboxField
          name="accepts"
          label={say('directory.facet.accepts')}
          options={ACCEPTS.map((value) => ({ value, label: say(`directory.accepts.${value}`) }))}
          chosen={written.accepts}
          problem={problem}
        />
        <SelectField
          name="membership"
          label={say('directory.membership')}
          value={written.membership}
          options={[
            { value: '', label: say('directory.form.not-said') },
            ...MEMBERSHIPS.map((value) => ({ value, label: say(`directory.membership.${value}`) })),
          ]}
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('directory.form.language')}
          value={written.language}
          options={languageOptions(page, [written.language])}
          problem={problem}
        />
        <TextArea name="hours" label={say('directory.hours')} value={written.hours} rows={2} most={LONGEST.hours} problem={problem} />
        <TextArea
          name="postal"
          label={say('directory.postal')}
          hint={say('directory.form.postal-hint')}
          value={written.postal}
          rows={2}
          most={LONGEST.postal}
          problem={problem}
        />
        {fieldsOf(body.kind).map((field) => (
          <OfKind page={page} field={field} values={written.fields[field.key] ?? []} problem={problem} />
        ))}
        <p class="actions">
          <button type="submit">{say('directory.form.keep')}</button>
        </p>
      </Form>
    </Layout>
  )
}

type KeptProps = {
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly problem: Problem | undefined
}

/** Those that are there, each of which can be taken out. */
const Kept = (props: KeptProps) => (props.options.length === 0 ? null : <CheckboxField {...props} />)

type SeveralProps = KeptProps & { readonly page: Page; readonly add: string; readonly extra?: (value: string) => string }

/** Those that are there, and one more at a time: a list of two hundred boxes is none that anybody reads. */
function Several({ page, name, label, add, options, chosen, extra, problem }: SeveralProps) {
  const known = new Set(options.map(({ value }) => value))
  const others = chosen.filter((value) => !known.has(value)).map((value) => ({ value, label: extra?.(value) ?? value }))
  const there = [...options.filter(({ value }) => chosen.includes(value)), ...others]
  const rest = options.filter(({ value }) => !chosen.includes(value))
  return (
    <>
      <Kept name={name} label={label} options={there} chosen={chosen} problem={problem} />
      <SelectField
        name={name}
        id={`${name}-more`}
        label={there.length === 0 ? label : add}
        value=""
        options={[{ value: '', label: page.say('directory.form.choose') }, ...rest]}
        problem={there.length === 0 ? problem : undefined}
      />
    </>
  )
}

function OfKind({
  page,
  field: { key, form, choices = [] },
  values,
  problem,
}: {
  page: Page
  field: Field
  values: readonly string[]
  problem: Problem | undefined
}) {
  const { say } = page
  const [name, label] = [`field-${key}`, say(`directory.field.${key}`)]
  if (form === 'choice')
    return (
      <CheckboxField
        name={name}
        label={label}
        options={choices.map((value) => ({ value, label: say(`directory.media.${value}`) }))}
        chosen={values}
        problem={problem}
      />
    )
  if (form === 'languages')
    return (
      <Several
        page={page}
        name={name}
        label={label}
        add={say('directory.form.add-language')}
        options={languageOptions(page, values)}
        chosen={values}
        problem={problem}
      />
    )
  if (form === 'words') return <TextField name={name} label={label} value={values[0] ?? ''} most={LONGEST.words} problem={problem} />
  return (
    <TextArea
      name={name}
      label={label}
      hint={say('directory.form.one-a-line')}
      value={values.join('\n')}
      rows={3}
      most={LONGEST.words * 10}
      problem={problem}
    />
  )
}
