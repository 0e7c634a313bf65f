import { deed, reading } from '../../core/operation.ts'
import type { Manifest } from '../../web/manifest.ts'
import { addTopic } from './commands/add-topic.ts'
import { hideTopic } from './commands/hide-topic.ts'
import { mergeTopic } from './commands/merge-topic.ts'
import { renameTopic } from './commands/rename-topic.ts'
import { pages } from './pages.tsx'
import { listTopics } from './queries/topics.ts'
import { refusals } from './refusals.ts'

export const topics: Manifest = {
  name: 'topics',
  messages: new URL('./messages/', import.meta.url),
  refusals,
  operations: [reading(listTopics), deed(addTopic), deed(renameTopic), deed(mergeTopic), deed(hideTopic)],
  pages,
  stays: 'of-the-hub',
  holds: [
    { table: 'topic', about: 'nobody' },
    { table: 'topic_name', about: 'nobody' },
  ],
}
