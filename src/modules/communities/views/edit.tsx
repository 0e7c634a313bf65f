import {
  Checkbox,
  CheckboxField,
  Form,
  languageOptions,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
  type Option,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { CommunityText, SeenCommunity } from '../queries/seen-community.ts'
import { LONGEST, MOST_QUESTIONS, UNDO_DAYS, GENERATIONS } from '../rules.ts'
import { ACCESSES } from '../tables.ts'
import { Crumb, type Values } from './pieces.tsx'

export type Lists = { readonly topic: readonly string[]; readonly generation: readonly string[] }

export type EditProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly values: Values
  readonly lists: Lists
  readonly topics: readonly Option[]
  readonly bodies: readonly { readonly id: string; readonly name: string; readonly language: string }[]
  readonly done: boolean
  readonly problem?: Problem | undefined
}

/** What was left out when it was founded; one form, so that nothing typed gets lost. */
export function EditPage(props: EditProps) {
  const { page, community, done, problem } = props
  const { say } = page
  return (
    <Layout page={page} title={say('communities.edit')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.edit')}</h1>
      {done ? (
        <p class="done" role="status">
          {say('communities.kept')}
        </p>
      ) : null}
      <p>
        <a href={href(page, `${community.path}/texts`)}>{say('communities.translate')}</a> ·{' '}
        <a href={href(page, `${community.path}/charter/draft`)}>{say('communities.charter.write')}</a>
      </p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${community.path}/edit`)}>
        <WhoComesIn {...props} />
        <About {...props} />
        {community.youth ? <Youth {...props} /> : null}
        <button>{say('communities.keep')}</button>
      </Form>
      {community.state === 'ended' ? null : (
        <section>
          <h2>{say('communities.end')}</h2>
          <p>{say('communities.end.what', { days: UNDO_DAYS })}</p>
          <Form page={page} action={href(page, `${community.path}/ending`)}>
            <button class="danger">{say('communities.end')}</button>
          </Form>
        </section>
      )}
    </Layout>
  )
}

function WhoComesIn({ page, community, values, bodies, problem }: EditProps) {
  const { say } = page
  return (
    <>
      <RadioField
        name="access"
        label={say('communities.who-comes-in')}
        hint={say('communities.access.hint')}
        value={values['access']}
        options={ACCESSES.map((access) => ({
          value: access,
          label: say(`communities.access.${access}`),
          hint: say(`communities.access.${access}.what`),
        }))}
        problem={problem}
      />
      {community.youth ? null : (
        <RadioField
          name="readable"
          label={say('communities.who-reads')}
          value={values['readable']}
          options={(['everybody', 'members'] as const).map((who) => ({ value: who, label: say(`communities.readable.${who}`) }))}
          problem={problem}
        />
      )}
      {community.access === 'hidden' ? null : (
        <TextField
          name="slug"
          label={say('communities.address')}
          hint={say('communities.address.hint')}
          value={values['slug']}
          most={60}
          problem={problem}
        />
      )}
      <TextArea
        name="questions"
        label={say('communities.questions')}
        hint={say('communities.questions.hint', { most: MOST_QUESTIONS })}
        value={values['questions']}
        rows={5}
        most={MOST_QUESTIONS * (LONGEST.question + 1)}
        problem={problem}
      />
      <Checkbox
        name="vouching"
        label={say('communities.vouching')}
        hint={say('communities.vouching.what')}
        checked={values['vouching'] === 'on'}
      />
      <TextField
        name="monthlyInvitations"
        label={say('communities.monthly')}
        type="number"
        min={0}
        max={100}
        value={values['monthlyInvitations']}
        problem={problem}
      />
      <SelectField
        name="body"
        label={say('communities.body')}
        hint={say('communities.body.hint')}
        value={values['body']}
        options={[
          { value: '', label: say('communities.body.nobody') },
          ...bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language })),
        ]}
        problem={problem}
      />
    </>
  )
}

function About({ page, community, values, lists, topics, problem }: EditProps) {
  const { say } = page
  return (
    <>
      <TextField
        name="languages"
        label={say('communities.languages')}
        hint={say('communities.languages.hint')}
        value={values['languages']}
        most={300}
        required
        problem={problem}
      />
      <TextArea
        name="origin"
        label={say('communities.facet.origin')}
        hint={say('communities.places.hint')}
        value={values['origin']}
        rows={3}
        most={600}
        problem={problem}
      />
      <TextArea
        name="residence"
        label={say('communities.facet.residence')}
        hint={say(community.youth ? 'communities.places.youth' : 'communities.places.hint')}
        value={values['residence']}
        rows={3}
        most={600}
        problem={problem}
      />
      <TextField
        name="language"
        label={say('communities.facet.language')}
        hint={say('communities.facet.language.hint')}
        value={values['language']}
        most={300}
        problem={problem}
      />
      <CheckboxField
        name="generation"
        label={say('communities.facet.generation')}
        options={GENERATIONS.map((one) => ({ value: one, label: say(`communities.generation.${one}`) }))}
        chosen={lists.generation}
        problem={problem}
      />
      <details open={lists.topic.length > 0}>
        <summary>{say('communities.facet.topic')}</summary>
        <CheckboxField name="topic" label={say('communities.facet.topic')} options={topics} chosen={lists.topic} problem={problem} />
      </details>
    </>
  )
}

function Youth({ page, values, problem }: EditProps) {
  const { say } = page
  return (
    <>
      <TextField
        name="guardianAge"
        label={say('communities.guardian.age')}
        type="number"
        min={6}
        max={17}
        value={values['guardianAge']}
        problem={problem}
      />
      <Checkbox
        name="guardian"
        label={say('communities.guardian.ask')}
        hint={say('communities.guardian.what')}
        checked={values['guardian'] === 'on'}
      />
    </>
  )
}

export type TextsProps = {
  readonly page: Page
  readonly community: SeenCommunity
  readonly texts: readonly CommunityText[]
  readonly authors: ReadonlyMap<string, string>
  readonly values: Values
  readonly done: boolean
  readonly problem?: Problem | undefined
}

/** Name and sentence, one language at a time; a new language any member may add. */
export function TextsPage({ page, community, texts, authors, values, done, problem }: TextsProps) {
  const { say } = page
  const path = `${community.path}/texts`
  return (
    <Layout page={page} title={say('communities.translate')} index={false}>
      <Crumb page={page} community={community} />
      <h1>{say('communities.translate')}</h1>
      {done ? (
        <p class="done" role="status">
          {say('communities.kept')}
        </p>
      ) : null}
      <p class="lead">{say('communities.translate.lead')}</p>
      <ul class="rows">
        {texts.map(({ language, name, summary, member }) => (
          <li>
            <a href={href(page, `${path}?language=${encodeURIComponent(language)}`)}>{say.language(language)}</a>
            <InLanguage as="p" language={language}>
              <strong>{name}</strong> {summary}
            </InLanguage>
            {member === null ? null : (
              <p class="quiet">
                {say('communities.translated-by')} <bdi>{authors.get(member) ?? say('communities.somebody')}</bdi>
              </p>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, path)}>
        <SelectField
          name="language"
          label={say('communities.written-in')}
          value={values['language']}
          options={languageOptions(page, [...texts.map(({ language }) => language), ...community.languages])}
          problem={problem}
        />
        <TextField name="name" label={say('communities.name')} value={values['name']} most={LONGEST.name} required problem={problem} />
        <TextArea
          name="summary"
          label={say('communities.summary')}
          value={values['summary']}
          rows={3}
          most={LONGEST.summary}
          required
          problem={problem}
        />
        {community.youth ? (
          <TextArea
            name="guardians"
            label={say('communities.guardian.words')}
            value={values['guardians']}
            rows={4}
            most={1000}
            problem={problem}
          />
        ) : null}
        <button>{say('communities.keep')}</button>
      </Form>
    </Layout>
  )
}
