package io.pgha.interop;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;

/** Agroal, the pool of Quarkus. It asks no connection whether it is valid unless told to. */
final class AgroalIT extends PoolContract {
  @Override
  Pool make(Settings settings) throws SQLException {
    AgroalDataSourceConfigurationSupplier configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(settings.size())
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .validateOnBorrow(true)
                        .connectionFactoryConfiguration(
                            connection ->
                                connection
                                    .jdbcUrl(settings.url())
                                    .readOnly(settings.readOnly())
                                    .principal(new NamePrincipal(settings.user()))
                                    .credential(new SimplePassword(settings.password()))));
    AgroalDataSource pool = AgroalDataSource.from(configuration);
    return new Pool(pool, pool::close);
  }
}
