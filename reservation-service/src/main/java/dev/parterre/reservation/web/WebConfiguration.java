package dev.parterre.reservation.web;

import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the checks and filters of this package in front of every controller.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AdminProperties.class, ScannerProperties.class})
class WebConfiguration implements WebMvcConfigurer {

  private final AdminCheck adminCheck;

  WebConfiguration(AdminProperties admin, ScannerProperties scanner) {
    adminCheck = new AdminCheck(admin.token(), scanner.token());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(adminCheck).addPathPatterns("/api/**").order(0);
    registry.addInterceptor(new MediaTypeCheck()).addPathPatterns("/api/**").order(1);
    registry.addInterceptor(new QueryCheck()).addPathPatterns("/api/**").order(2);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new RequestParts());
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    Pages.addTo(registry);
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    Pages.addTo(registry);
  }

  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders() {
    return inOrder(new SecurityHeaders(), 0);
  }

  @Bean
  FilterRegistrationBean<CrossOrigin> crossOrigin() {
    return inOrder(new CrossOrigin(), 1);
  }

  @Bean
  FilterRegistrationBean<BodyCheck> bodyCheck() {
    return inOrder(new BodyCheck(), 2);
  }

  /// After the filter that measures requests, before all others.
  private static <F extends Filter> FilterRegistrationBean<F> inOrder(F filter, int place) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + place);
    registration.setAsyncSupported(true);
    return registration;
  }
}
