import {
  Checkbox,
  FileField,
  Form,
  languageOptions,
  ProblemNote,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { SeenCommunity } from '../../communities/index.ts'
import type { MediaShown } from '../../media/index.ts'
import type { Shown } from '../queries/shapes.ts'
import { DRAFT_DAYS, LONGEST } from '../rules.ts'
import { KINDS, LICENCES, SHOWN } from '../tables.ts'
import { CommunityWay } from './pieces.tsx'

export type Values = Readonly<Record<string, string>>

export type WriteFormProps = {
  readonly page: Page
  readonly community: SeenCommunity
  /** The post that is answered, changed, or none: a thread begins. */
  readonly reply: Shown | null
  readonly editing?: Shown
  readonly sending: string
  readonly values: Values
  /** What was uploaded before, or stands in it. */
  readonly kept: readonly MediaShown[]
  readonly named: boolean
  readonly problem?: Problem | undefined
}

const PICTURES = 'image/jpeg,image/png,image/webp,image/avif,image/gif,image/heic'
const SOUNDS = 'audio/*,.m4a,.ogg,.opus,.webm,.mp3,.wav'
const PAPERS = '.pdf,.txt,.csv,.odt,.docx,.xlsx'

/** Begin a thread, answer, or change what one wrote. What is typed stays on the device until it was sent. */
export function WriteForm(props: WriteFormProps) {
  const { page, community, reply, editing, values, problem } = props
  const { say } = page
  const at = href(page, `${community.path}/posts`)
  const action = editing !== undefined ? `${at}/${editing.id}/edit` : reply === null ? at : `${at}/${reply.id}/replies`
  return (
    <>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={action} draft={`${community.id}/${editing?.id ?? reply?.id ?? 'new'}`} files>
        <input type="hidden" name="sending" value={props.sending} />
        {values['parent'] === undefined || values['parent'] === '' ? null : <input type="hidden" name="parent" value={values['parent']} />}
        {values['beside'] === undefined || values['beside'] === '' ? null : <input type="hidden" name="beside" value={values['beside']} />}
        {reply === null && editing === undefined ? <KindFields {...props} /> : null}
        {reply === null && editing?.thread == null ? (
          <TextField name="title" label={say('post.title')} value={values['title']} most={LONGEST.title} problem={problem} />
        ) : null}
        <TextArea
          name="text"
          label={say('post.text')}
          hint={say('post.text.hint')}
          value={values['text']}
          rows={7}
          most={LONGEST.text}
          required
          problem={problem}
        />
        <SelectField
          name="language"
          label={say('post.language')}
          hint={say('post.language.hint')}
          value={values['language'] ?? languageAtFirst(props)}
          options={[
            ...(languageAtFirst(props) === '' ? [{ value: '', label: say('post.language.choose') }] : []),
            ...languageOptions(page, [values['language'] ?? '', languageAtFirst(props), ...community.languages]),
          ]}
          required
          problem={problem}
        />
        <RadioField
          name="named"
          label={say('post.as')}
          value={props.named ? 'yes' : 'no'}
          options={[
            { value: 'yes', label: say('post.as.name') },
            { value: 'no', label: say('post.as.member') },
          ]}
        />
        {reply === null && editing === undefined ? <PollFields {...props} /> : null}
        {reply === null && (editing === undefined || editing.kind === 'story') ? <StoryFields {...props} /> : null}
        <Attaching {...props} />
        <p class="actions">
          <button name="do" value="publish">
            {say(editing === undefined ? 'post.publish' : 'post.save')}
          </button>
          {editing === undefined ? (
            <button class="quiet" name="do" value="draft" aria-describedby="hint-draft">
              {say('post.draft.keep')}
            </button>
          ) : null}
        </p>
        {editing === undefined ? (
          <p class="hint" id="hint-draft">
            {say('post.draft.hint', { days: DRAFT_DAYS })}
          </p>
        ) : null}
      </Form>
    </>
  )
}

/** Of an answer that of what it answers; of a beginning one chooses, where more than one is spoken: the language of the buttons says little about what is written. */
const languageAtFirst = ({ page, community, reply }: WriteFormProps): string =>
  reply?.language ?? (community.languages.length > 1 ? '' : (community.languages[0] ?? page.say.locale))

function KindFields({ page, values, problem }: WriteFormProps) {
  const { say } = page
  return (
    <>
      <RadioField
        name="kind"
        label={say('post.kind')}
        value={values['kind'] ?? 'text'}
        options={KINDS.map((kind) => ({ value: kind, label: say(`post.kind.${kind}`), hint: say(`post.kind.${kind}.hint`) }))}
        problem={problem}
      />
    </>
  )
}

function PollFields({ page, values, problem }: WriteFormProps) {
  const { say } = page
  return (
    <details open={values['kind'] === 'poll'}>
      <summary>{say('post.poll.fields')}</summary>
      <TextArea
        name="answers"
        label={say('post.poll.answers')}
        hint={say('post.poll.answers.hint')}
        value={values['answers']}
        problem={problem}
      />
      <TextField name="endsAt" type="date" label={say('post.poll.ends-at')} value={values['endsAt']} problem={problem} />
      <RadioField
        name="shown"
        label={say('post.poll.shown')}
        value={values['shown'] ?? 'from-ten'}
        options={SHOWN.map((shown) => ({ value: shown, label: say(`post.poll.shown.${shown}`) }))}
        problem={problem}
      />
    </details>
  )
}

/** Where a story is from, and what may be done with it: without the first it is worth little in twenty years, without the second nobody may pass it on. */
function StoryFields({ page, values, editing, problem }: WriteFormProps) {
  const { say } = page
  return (
    <details open={values['kind'] === 'story' || editing !== undefined}>
      <summary>{say('post.story.fields')}</summary>
      <TextArea
        name="source"
        label={say('post.story.source')}
        hint={say('post.story.source.hint')}
        value={values['source']}
        rows={2}
        most={LONGEST.source}
        problem={problem}
      />
      <RadioField
        name="licence"
        label={say('post.story.licence')}
        value={values['licence'] ?? 'here'}
        options={LICENCES.map((licence) => ({ value: licence, label: say(`post.licence.${licence}`) }))}
        problem={problem}
      />
    </details>
  )
}

function Attaching({ page, community, kept, values, problem }: WriteFormProps) {
  const { say } = page
  return (
    <>
      {kept.length === 0 ? null : (
        <fieldset class="field">
          <legend>{say('post.attached')}</legend>
          {kept.map((one) => (
            <Checkbox name={`media-${one.id}`} label={one.sort === 'paper' ? one.name : one.text.slice(0, 120)} checked />
          ))}
        </fieldset>
      )}
      <details
        open={problem !== undefined && [...problem.fields.keys()].some((field) => /^(picture|alt|sound|transcript|paper)/.test(field))}
      >
        <summary>{say(community.youth ? 'post.attach.no-files' : 'post.attach')}</summary>
        <p class="hint">{say(community.youth ? 'post.attach.young' : 'post.attach.what')}</p>
        {[1, 2].map((slot) => (
          <>
            <FileField name={`picture-${slot}`} label={say('post.picture', { slot })} accept={PICTURES} problem={problem} />
            <TextField
              name={`alt-${slot}`}
              label={say('post.alt', { slot })}
              hint={say('post.alt.hint')}
              value={values[`alt-${slot}`]}
              problem={problem}
            />
          </>
        ))}
        <FileField name="sound" label={say('post.sound')} accept={SOUNDS} problem={problem} />
        <TextArea
          name="transcript"
          label={say('post.transcript.write')}
          hint={say('post.transcript.hint')}
          value={values['transcript']}
          problem={problem}
        />
        {community.youth ? null : (
          <FileField name="paper" label={say('post.paper')} hint={say('post.paper.hint')} accept={PAPERS} problem={problem} />
        )}
      </details>
    </>
  )
}

/** A page of its own: to begin a thread, or to change what one wrote. */
export function WritePage(props: WriteFormProps & { readonly closed: string | null; readonly prompt: string | null }) {
  const { page, community, editing, closed, prompt } = props
  const { say } = page
  const title = say(editing === undefined ? 'posts.write' : 'post.edit')
  return (
    <Layout page={page} title={title} index={false} scripts={['keep-draft.js']}>
      <CommunityWay page={page} community={community} />
      <h1>{title}</h1>
      {prompt === null ? null : <p class="lead">{prompt}</p>}
      {closed === null ? <WriteForm {...props} /> : <p class="empty">{closed}</p>}
      <p class="quiet">{say(community.readable === 'everybody' ? 'posts.read-by-everybody' : 'posts.read-by-members')}</p>
    </Layout>
  )
}
