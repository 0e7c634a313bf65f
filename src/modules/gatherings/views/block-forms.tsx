import { CheckboxField, Form, ProblemNote, SelectField, TextArea, TextField, type Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { SessionWay } from '../../../web/session-way.tsx'
import { Crumb } from '../../../web/parts.tsx'
import type { Block, Speaker } from '../queries/run-sheet.ts'
import type { SessionCard } from '../queries/sessions.ts'
import { BLOCK_SORTS } from '../rules.ts'
import type { BlockSort } from '../tables.ts'
import { DeedButton, isolated } from './pieces.tsx'
import { Tabs } from './plan-forms.tsx'

export type BlockValues = {
  readonly sort: string
  readonly startsAt: string
  readonly minutes: string
}
export type BlockTextValues = { readonly language: string; readonly title: string; readonly summary: string }

type Common = { readonly page: Page; readonly session: SessionCard; readonly problem?: Problem | undefined }

function PlanFields({ page, session, values, problem }: Common & { values: BlockValues }) {
  const { say } = page
  return (
    <>
      <SelectField
        name="sort"
        label={say('block.sort')}
        value={values.sort}
        options={BLOCK_SORTS.map((value) => ({ value, label: say(`block.${value}`) }))}
        problem={problem}
      />
      {session.hoursKnown ? (
        <TextField
          name="startsAt"
          type="datetime-local"
          label={say('block.starts-at')}
          hint={say('session.clock-hint', { zone: session.zone })}
          value={values.startsAt}
          problem={problem}
          required
        />
      ) : null}
      <TextField
        name="minutes"
        type="number"
        label={say('block.minutes')}
        value={values.minutes}
        min={1}
        max={1440}
        problem={problem}
        required
      />
    </>
  )
}

function TextFields({ page, values, problem }: Omit<Common, 'session'> & { values: BlockTextValues }) {
  const { say } = page
  return (
    <>
      <TextField
        name="title"
        label={say('block.title')}
        hint={say('block.title-hint')}
        value={values.title}
        most={240}
        lang={values.language}
        problem={problem}
      />
      <TextArea
        name="summary"
        label={say('block.text')}
        hint={say('gathering.markdown')}
        value={values.summary}
        rows={12}
        most={20_000}
        lang={values.language}
        problem={problem}
      />
    </>
  )
}

type NewProps = Common & {
  /** Made with the form, so that it adds one block however often it is sent. */
  readonly id: string
  readonly values: BlockValues & BlockTextValues
  readonly languages: readonly Option[]
}

export function NewBlockPage({ page, session, id, values, languages, problem }: NewProps) {
  const { say } = page
  return (
    <Layout page={page} title={say('block.add')} index={false}>
      <SessionWay page={page} session={session} />
      <Crumb page={page} path={`${session.path}/run-sheet`}>
        {say('run-sheet.title')}
      </Crumb>
      <h1>{say('block.add')}</h1>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${session.path}/run-sheet/new`)}>
        <input type="hidden" name="id" value={id} />
        <PlanFields page={page} session={session} values={values} problem={problem} />
        <SelectField name="language" label={say('gathering.language')} value={values.language} options={languages} problem={problem} />
        <TextFields page={page} values={values} problem={problem} />
        <p class="actions">
          <button>{say('block.add')}</button>
        </p>
      </Form>
    </Layout>
  )
}

type EditProps = Common & {
  readonly block: Block
  readonly plan: BlockValues
  readonly planProblem?: Problem | undefined
  readonly text: BlockTextValues
  /** Languages in which it has a text. */
  readonly written: readonly string[]
  readonly languages: readonly Option[]
  /** Ids for what is added here. */
  readonly fresh: { readonly speaker: string; readonly material: string }
  readonly material: { readonly title: string; readonly language: string; readonly link: string }
  readonly materialProblem?: Problem | undefined
}

const TEMPLATES: Partial<Record<BlockSort, string>> = { host: 'template.story.what', example: 'template.case.what' }

/** Everything of one block, each part with a form of its own. */
export function EditBlockPage(props: EditProps) {
  const { page, session, block, plan, planProblem, text, written, languages, problem } = props
  const { say } = page
  const path = `${session.path}/blocks/${block.id}`
  const template = TEMPLATES[block.sort]
  return (
    <Layout page={page} title={say('block.edit')} index={false}>
      <SessionWay page={page} session={session} />
      <Crumb page={page} path={`${session.path}/run-sheet`}>
        {say('run-sheet.title')}
      </Crumb>
      <h1>{say('block.edit-one', { block: say(`block.${block.sort}`) })}</h1>
      <section aria-labelledby="plan">
        <h2 id="plan">{say('block.plan')}</h2>
        <ProblemNote page={page} problem={planProblem} />
        <Form page={page} action={href(page, `${path}/edit`)}>
          <PlanFields page={page} session={session} values={plan} problem={planProblem} />
          <p class="actions">
            <button>{say('gathering.keep')}</button>
          </p>
        </Form>
      </section>
      <section aria-labelledby="texts">
        <h2 id="texts">{say('gathering.texts')}</h2>
        <Tabs page={page} action={`${path}/edit`} values={text} written={written} languages={languages} />
        {template === undefined ? null : (
          <details open={text.summary === ''}>
            <summary>{say(template)}</summary>
            <p>{say('template.use')}</p>
            <p class="actions">
              <a class="button quiet" href={href(page, `${path}/edit?language=${text.language}&template=on#texts`)}>
                {say('template.begin')}
              </a>
            </p>
          </details>
        )}
        <ProblemNote page={page} problem={problem} />
        <Form page={page} action={href(page, `${path}/texts`)}>
          <input type="hidden" name="language" value={text.language} />
          <TextFields page={page} values={text} problem={problem} />
          <p class="actions">
            <button>{say('gathering.keep')}</button>
          </p>
        </Form>
      </section>
      <SpeakersOf {...props} />
      <MaterialsOf {...props} />
      {block.beganAt === null ? (
        <section>
          <h2>{say('block.remove')}</h2>
          <p>{say('block.remove-what')}</p>
          <DeedButton page={page} action={`${path}/removal`} label={say('block.remove')} look="danger" />
        </section>
      ) : null}
    </Layout>
  )
}

function SpeakersOf({ page, session, block, fresh }: EditProps) {
  const { say } = page
  return (
    <section aria-labelledby="speakers">
      <h2 id="speakers">{say('speakers.title')}</h2>
      {block.speakers.length === 0 ? <p class="empty">{say('speakers.none')}</p> : null}
      <ul class="targets">
        {block.speakers.map(({ id, name }) => (
          <li>
            <a href={href(page, `${session.path}/speakers/${id}/edit`)}>
              <bdi>{name === '' ? say('presenter.left') : name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button quiet" href={href(page, `${session.path}/speakers/${fresh.speaker}/edit?block=${block.id}`)}>
          {say('speaker.add')}
        </a>
      </p>
    </section>
  )
}

function MaterialsOf({ page, session, block, fresh, languages, material, materialProblem }: EditProps) {
  const { say } = page
  const path = `${session.path}/blocks/${block.id}/materials`
  return (
    <section aria-labelledby="materials">
      <h2 id="materials">{say('materials.title')}</h2>
      <ul class="rows">
        {block.materials.map((one) => (
          <li>
            <a href={one.link} rel="noreferrer">
              <InLanguage language={one.language}>{one.title}</InLanguage>
            </a>
            <DeedButton
              page={page}
              action={`${path}/removal`}
              fields={{ material: one.id }}
              label={say('material.remove', { title: isolated(one.title) })}
              look="plain"
            />
          </li>
        ))}
      </ul>
      <ProblemNote page={page} problem={materialProblem} />
      <Form page={page} action={href(page, path)} label={say('material.add')}>
        <input type="hidden" name="material" value={fresh.material} />
        <TextField
          name="title"
          id="material-title"
          label={say('material.title')}
          value={material.title}
          most={240}
          problem={materialProblem}
          required
        />
        <TextField
          name="link"
          type="url"
          label={say('material.link')}
          value={material.link}
          most={600}
          problem={materialProblem}
          required
        />
        <SelectField
          name="language"
          id="material-language"
          label={say('gathering.language')}
          value={material.language}
          options={languages}
          problem={materialProblem}
        />
        <p class="actions">
          <button class="quiet">{say('material.add')}</button>
        </p>
      </Form>
    </section>
  )
}

export type SpeakerValues = {
  readonly block: string
  readonly name: string
  readonly line: string
  readonly language: string
  readonly body: string
  readonly languages: readonly string[]
}

type SpeakerProps = Common & {
  readonly id: string
  /** Null: not there yet. */
  readonly speaker: Speaker | null
  readonly values: SpeakerValues
  readonly bodies: readonly Option[]
  readonly languages: readonly Option[]
}

export function SpeakerForm({ page, session, id, speaker, values, bodies, languages, problem }: SpeakerProps) {
  const { say } = page
  const path = `${session.path}/speakers/${id}`
  const title = say(speaker === null ? 'speaker.add' : 'speaker.edit')
  return (
    <Layout page={page} title={title} index={false}>
      <SessionWay page={page} session={session} />
      <Crumb page={page} path={`${session.path}/blocks/${values.block}/edit`}>
        {say('block.edit')}
      </Crumb>
      <h1>{title}</h1>
      <p class="lead">{say('speaker.lead')}</p>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={href(page, `${path}/edit`)}>
        <input type="hidden" name="block" value={values.block} />
        <TextField name="name" label={say('speaker.name')} value={values.name} most={120} problem={problem} required />
        <SelectField name="language" label={say('gathering.language')} value={values.language} options={languages} problem={problem} />
        <TextField
          name="line"
          label={say('speaker.line')}
          hint={say('speaker.line-hint')}
          value={values.line}
          most={240}
          lang={values.language}
          problem={problem}
        />
        <SelectField
          name="body"
          label={say('presenter.body')}
          value={values.body}
          options={[{ value: '', label: say('speaker.no-body') }, ...bodies]}
          problem={problem}
        />
        <CheckboxField name="languages" label={say('speaker.languages')} options={languages} chosen={values.languages} problem={problem} />
        <p class="actions">
          <button>{say('gathering.keep')}</button>
        </p>
      </Form>
      {speaker === null ? null : (
        <section>
          {speaker.personId === null ? (
            <>
              <h2>{say('speaker.link-title')}</h2>
              <p>{say('speaker.link-what')}</p>
              <DeedButton
                page={page}
                action={`${session.path}/roles/invitations`}
                fields={{ speaker: id }}
                label={say('speaker.link-make')}
                look="quiet"
              />
            </>
          ) : (
            <p class="note">{say('speaker.linked')}</p>
          )}
          <DeedButton page={page} action={`${path}/removal`} label={say('speaker.remove')} look="danger" />
        </section>
      )}
    </Layout>
  )
}
