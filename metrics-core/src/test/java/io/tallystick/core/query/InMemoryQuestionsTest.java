package io.tallystick.core.query;

import io.tallystick.core.memory.InMemoryBackend;
import io.tallystick.spi.StorageBackend;

class InMemoryQuestionsTest extends QuestionsContract {
  @Override
  protected StorageBackend openEmpty() {
    return InMemoryBackend.create();
  }
}
