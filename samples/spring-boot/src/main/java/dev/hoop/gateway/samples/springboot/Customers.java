package dev.hoop.gateway.samples.springboot;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** The customers of the shop. */
public interface Customers extends JpaRepository<Customer, Long> {
    List<Customer> findByNameStartingWithOrderByName(String beginning);

    /** Looks into a column that the application's subject may not look into. */
    @Query("select c from Customer c where c.email like ?1")
    List<Customer> findByEmailLike(String pattern);
}
