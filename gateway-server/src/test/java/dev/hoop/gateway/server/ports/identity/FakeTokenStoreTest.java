package dev.hoop.gateway.server.ports.identity;

final class FakeTokenStoreTest extends TokenStoreContract {
    @Override
    protected TokenStore open() {
        return new FakeTokenStore();
    }
}
